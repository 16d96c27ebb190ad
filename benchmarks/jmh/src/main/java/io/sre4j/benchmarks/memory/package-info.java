/**
 * How many bytes the engine retains for an SLI and its SLOs, in the worst case: all stripes in use,
 * all latencies seen, every slot of every window filled.
 */
@NullMarked
package io.sre4j.benchmarks.memory;

import org.jspecify.annotations.NullMarked;
