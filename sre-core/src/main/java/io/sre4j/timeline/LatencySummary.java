package io.sre4j.timeline;

import java.time.Duration;

/**
 * Percentiles of the good events of one window, as precise as the SLI's distribution.
 *
 * <p>Durations under 1.024 microseconds read as that; those over 137 seconds read as 137 seconds.
 *
 * @param window the window's length
 * @param count good events that were recorded with a duration; the rest is empty if it is 0
 * @param p50 half of them took at most this long
 * @param p90 nine of ten
 * @param p99 99 of 100
 * @param max the upper edge of the slowest event's bucket
 */
public record LatencySummary(
    Duration window, long count, Duration p50, Duration p90, Duration p99, Duration max) {}
