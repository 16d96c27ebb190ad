/**
 * Notes which other services a request waits for, from the observations of HTTP clients.
 *
 * <p>Leaves a note with the request in {@code web}, which names the dependency if the request burns
 * a budget. Sees clients that were built by an injected builder only.
 */
@NullMarked
package io.sre4j.spring.client;

import org.jspecify.annotations.NullMarked;
