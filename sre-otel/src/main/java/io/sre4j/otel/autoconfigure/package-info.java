/**
 * What is done where OpenTelemetry's SDK configures itself, from properties or the environment:
 * settings are read, and the parts of this library put into the SDK.
 */
@NullMarked
package io.sre4j.otel.autoconfigure;

import org.jspecify.annotations.NullMarked;
