/** Carries SLO metrics and tracing coverage over OpenTelemetry. */
@NullMarked
package io.sre4j.otel;

import org.jspecify.annotations.NullMarked;
