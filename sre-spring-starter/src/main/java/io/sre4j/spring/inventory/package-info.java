/**
 * Lists what an application consists of that tracing should know: executors, data sources,
 * schedules, and which tracers and SDKs there are.
 *
 * <p>{@code Coverage} asks it every 10 seconds, on a thread of its own.
 */
@NullMarked
package io.sre4j.spring.inventory;

import org.jspecify.annotations.NullMarked;
