/**
 * Measures the engine beside its peers in rounds and judges what was measured by the gates: ratios
 * within a round, allocated bytes and retained bytes, never times. {@link
 * io.sre4j.benchmarks.compare.Gates} is the list of what is promised.
 */
@NullMarked
package io.sre4j.benchmarks.compare;

import org.jspecify.annotations.NullMarked;
