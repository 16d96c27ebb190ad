/** Watches tracing contexts as they come in with requests and go out with calls. */
@NullMarked
package io.sre4j.otel.propagation;

import org.jspecify.annotations.NullMarked;
