/**
 * Keeps what fails in our callbacks away from the host, which has no {@code try} around them, and
 * what the host puts into names away from our logs.
 */
@NullMarked
package io.sre4j.otel.guard;

import org.jspecify.annotations.NullMarked;
