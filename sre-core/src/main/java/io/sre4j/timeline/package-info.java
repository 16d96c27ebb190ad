/**
 * Counts over time: rings of falling resolution, slices, pages of a calendar, latencies, causes.
 *
 * <p>Receives the counts of each tick from {@code sli}, one thread at a time; hands {@code
 * WindowCounts} to {@code budget} and {@code alert}. A deterministic function of its input.
 */
@NullMarked
package io.sre4j.timeline;

import org.jspecify.annotations.NullMarked;
