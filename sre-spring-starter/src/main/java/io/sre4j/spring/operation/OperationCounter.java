package io.sre4j.spring.operation;

import io.sre4j.sli.EventAttributes;
import io.sre4j.sli.Outcome;
import io.sre4j.sli.SliRecorder;
import io.sre4j.spring.outcome.OutcomeRules;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Counts the events of one operation. Thread-safe.
 *
 * @param sli the name of its SLI
 */
public record OperationCounter(String sli, SliRecorder recorder, OutcomeRules rules) {

  /**
   * An operation has ended.
   *
   * @param usual its outcome if the application has no rule for it; excluded if whoever asked left
   * @param status of HTTP; 0 if there is none
   * @param nanos how long it took; negative if nobody knows
   * @param context passed to {@code attributes}, which is asked only if the event burns a budget
   * @return what it was counted as
   */
  public <C> Outcome ended(
      Outcome usual,
      int status,
      @Nullable Throwable failure,
      long nanos,
      C context,
      Function<? super C, @Nullable EventAttributes> attributes) {
    Outcome outcome = rules.of(usual, status, failure, nanos);
    recorder.record(outcome, nanos, context, attributes);
    return outcome;
  }
}
