package io.sre4j.time;

import java.time.Instant;

/**
 * One reading of both clocks.
 *
 * @param nanos the monotonic clock, in nanoseconds from an arbitrary origin
 * @param at the wall clock
 */
public record Tick(long nanos, Instant at) {}
