package io.sre4j.score;

/**
 * What one rule of the score came to. Immutable.
 *
 * @param rule a rule of the specification
 * @param isPassed whether all that was seen passes
 * @param reason why, in a few words
 */
public record ScoreResult(ScoreRule rule, boolean isPassed, String reason) {}
