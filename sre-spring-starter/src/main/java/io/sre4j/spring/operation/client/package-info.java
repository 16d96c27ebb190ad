/**
 * Counts calls of other services over HTTP, within requests and outside of them.
 *
 * <p>Sees clients that were built by an injected builder only.
 */
@NullMarked
package io.sre4j.spring.operation.client;

import org.jspecify.annotations.NullMarked;
