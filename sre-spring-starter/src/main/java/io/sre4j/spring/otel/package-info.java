/**
 * Listens in on Spring Boot's own tracing with OpenTelemetry: on spans as they start and end,
 * exporters, propagators and log records; and keeps the traces of bad requests, if asked to.
 *
 * <p>Counts into the signals of {@code Coverage}, and takes the verdicts of the SLIs from there.
 */
@NullMarked
package io.sre4j.spring.otel;

import org.jspecify.annotations.NullMarked;
