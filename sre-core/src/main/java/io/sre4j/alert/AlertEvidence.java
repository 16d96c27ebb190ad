package io.sre4j.alert;

import io.sre4j.budget.ErrorBudget.Exhaustion;
import io.sre4j.sli.BadEvent;
import io.sre4j.timeline.Cause;
import io.sre4j.timeline.WindowCounts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Why an alert stands where it stands. Immutable.
 *
 * @param longWindow the counts of the long window (of the objective that burns most)
 * @param shortWindow the counts of the short window (likewise)
 * @param longBurn the burn rate of the long window; empty without events
 * @param shortBurn the burn rate of the short window; empty without events
 * @param requiredBad how many bad events the long window needs before chance is ruled out (1 in
 *     10,000)
 * @param dispersion how much errors cluster: 1 for none, at most 10; divides the evidence
 * @param onset when the burning began, by CUSUM; empty if it has not begun to show
 * @param budgetSpent the share of the period's budget that went since the onset
 * @param exhaustion when the rest of the budget will have gone at the pace of the last hour; empty
 *     if nothing burns or nothing is left
 * @param causes what burns most, the largest of the last 5 minutes first
 * @param lastBad the last bad events, the newest first, at most 8
 * @param explanation all this in one sentence
 */
public record AlertEvidence(
    WindowCounts longWindow,
    WindowCounts shortWindow,
    OptionalDouble longBurn,
    OptionalDouble shortBurn,
    long requiredBad,
    double dispersion,
    Optional<Instant> onset,
    OptionalDouble budgetSpent,
    Optional<Exhaustion> exhaustion,
    List<Cause> causes,
    List<BadEvent> lastBad,
    String explanation) {

  /** The same, explained otherwise. */
  AlertEvidence explained(String sentence) {
    return new AlertEvidence(
        longWindow,
        shortWindow,
        longBurn,
        shortBurn,
        requiredBad,
        dispersion,
        onset,
        budgetSpent,
        exhaustion,
        causes,
        lastBad,
        sentence);
  }
}
