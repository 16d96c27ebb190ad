/** What the engine costs, beside what a user would pick instead, in one run. Not published. */
@NullMarked
package io.sre4j.benchmarks;

import org.jspecify.annotations.NullMarked;
