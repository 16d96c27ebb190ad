/** What an OpenTelemetry SDK is built of to be watched: {@link io.sre4j.otel.SreTelemetry}. */
@NullMarked
package io.sre4j.otel;

import org.jspecify.annotations.NullMarked;
