/**
 * What the telemetry of a process says of the rules of the Instrumentation Score, by the criteria
 * of its specification. Runs where telemetry is exported; log records are looked at as they are
 * written.
 */
@NullMarked
package io.sre4j.otel.score;

import org.jspecify.annotations.NullMarked;
