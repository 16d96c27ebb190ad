/**
 * Reads what tracing knows of a request: from Micrometer's tracing context, else from
 * OpenTelemetry's current span, else from the caller's header.
 *
 * <p>{@code web} asks it for each request that it counts. The classes that touch a tracer's types
 * are loaded only where these are.
 */
@NullMarked
package io.sre4j.spring.tracing;

import org.jspecify.annotations.NullMarked;
