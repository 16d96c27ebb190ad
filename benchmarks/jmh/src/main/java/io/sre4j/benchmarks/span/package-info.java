/** The cost that watching adds to the span of a request. */
@NullMarked
package io.sre4j.benchmarks.span;

import org.jspecify.annotations.NullMarked;
