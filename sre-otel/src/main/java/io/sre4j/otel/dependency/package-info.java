/**
 * What a process calls, as OpenTelemetry tells it: names and results of calls for the counts of
 * {@link io.sre4j.dependency}.
 */
@NullMarked
package io.sre4j.otel.dependency;

import org.jspecify.annotations.NullMarked;
