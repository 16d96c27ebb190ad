/**
 * Pure functions from counts to verdicts: burn rate, error budget, evidence, exhaustion,
 * detectability.
 *
 * <p>Receives {@code WindowCounts} from {@code timeline}; hands values to {@code alert} and {@code
 * report}.
 */
@NullMarked
package io.sre4j.budget;

import org.jspecify.annotations.NullMarked;
