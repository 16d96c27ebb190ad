/** The cost of one event, for the engine and for its peers, from the same walk through events. */
@NullMarked
package io.sre4j.benchmarks.record;

import org.jspecify.annotations.NullMarked;
