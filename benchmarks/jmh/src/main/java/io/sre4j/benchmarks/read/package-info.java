/** The cost of a tick and of readings, for the engine and for its peers. One thread. */
@NullMarked
package io.sre4j.benchmarks.read;

import org.jspecify.annotations.NullMarked;
