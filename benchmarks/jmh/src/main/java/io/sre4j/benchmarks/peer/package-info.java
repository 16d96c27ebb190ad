/**
 * What a user would pick instead, as its documentation says to use it: labels by outcome are looked
 * up once, outside of what is measured. Nothing reads the peers meanwhile, while our ticker runs.
 */
@NullMarked
package io.sre4j.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
