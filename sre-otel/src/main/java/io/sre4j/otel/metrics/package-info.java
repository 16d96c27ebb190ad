/**
 * The SLOs of an engine as metrics of the OpenTelemetry API: asynchronous instruments, read when
 * they are collected. They know nothing of an SDK.
 */
@NullMarked
package io.sre4j.otel.metrics;

import org.jspecify.annotations.NullMarked;
