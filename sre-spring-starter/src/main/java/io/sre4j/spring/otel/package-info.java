/**
 * Connects what keeps traces of bad requests to Spring Boot's own tracing with OpenTelemetry.
 *
 * <p>Takes the verdicts of the SLIs from {@code Coverage}; gives the kept spans to the processor
 * that exports.
 */
@NullMarked
package io.sre4j.spring.otel;

import org.jspecify.annotations.NullMarked;
