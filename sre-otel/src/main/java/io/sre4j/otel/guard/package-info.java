/** Keeps what fails in our callbacks away from the host, which has no {@code try} around them. */
@NullMarked
package io.sre4j.otel.guard;

import org.jspecify.annotations.NullMarked;
