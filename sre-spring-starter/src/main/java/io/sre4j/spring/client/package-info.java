/**
 * Counts what a request calls: over HTTP, and by every other client that is observed, such as that
 * of a database or a broker.
 *
 * <p>Tells the request in {@code web}, which passes it on when it ends. Sees HTTP clients that were
 * built by an injected builder only.
 */
@NullMarked
package io.sre4j.spring.client;

import org.jspecify.annotations.NullMarked;
