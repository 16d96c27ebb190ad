/** The cost that handlers add to the observation of a request. */
@NullMarked
package io.sre4j.benchmarks.observation;

import org.jspecify.annotations.NullMarked;
