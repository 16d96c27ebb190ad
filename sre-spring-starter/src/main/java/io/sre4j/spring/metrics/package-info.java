/**
 * Binds the SLOs to the host's meter registries, so that a fleet's Prometheus can count them.
 *
 * <p>Receives the engine; hands its meters to Spring Boot, which adds them to every registry.
 */
@NullMarked
package io.sre4j.spring.metrics;

import org.jspecify.annotations.NullMarked;
