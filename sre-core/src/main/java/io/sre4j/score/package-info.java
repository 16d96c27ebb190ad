/**
 * The Instrumentation Score, strictly by its specification, of as many of its rules as one process
 * can decide.
 *
 * <p>Adapters say what they saw on the {@link io.sre4j.score.ScoreBoard}; {@code coverage} reports
 * the score beside its findings. The rules of sre4j never enter it: the specification forbids that.
 */
@NullMarked
package io.sre4j.score;

import org.jspecify.annotations.NullMarked;
