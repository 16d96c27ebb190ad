package io.sre4j.spring.outcome;

import io.sre4j.sli.Outcome;
import io.sre4j.slo.InvalidDefinitionException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What counts as bad and what as excluded, beside what does so anyway. Immutable; asking allocates
 * nothing and throws nothing.
 *
 * <p>What {@code excluded-when} says comes first, then what {@code bad-when} says, then what is
 * usual.
 */
public final class OutcomeRules {
  /** What is usual is right. */
  public static final OutcomeRules USUAL = new OutcomeRules(Conditions.NONE, Conditions.NONE);

  private final Conditions bad;
  private final Conditions excluded;

  private OutcomeRules(Conditions bad, Conditions excluded) {
    this.bad = bad;
    this.excluded = excluded;
  }

  /**
   * Reads the two lists: {@code 429}, {@code 5xx}, {@code TimeoutException}, {@code > 2s}, {@code
   * client-abort}.
   *
   * @param at the key that both belong to: {@code sre.slos.checkout}
   * @throws InvalidDefinitionException if a condition cannot be read; it says which
   */
  public static OutcomeRules parse(String at, List<String> badWhen, List<String> excludedWhen) {
    Conditions bad = Conditions.parse(at + ".bad-when", badWhen, true);
    Conditions excluded = Conditions.parse(at + ".excluded-when", excludedWhen, false);
    if (bad.hasAbort() && excluded.hasAbort()) {
      throw new InvalidDefinitionException(
          at + ".excluded-when", excludedWhen, "client-abort is bad-when, too; remove one of them");
    }
    return bad == Conditions.NONE && excluded == Conditions.NONE
        ? USUAL
        : new OutcomeRules(bad, excluded);
  }

  /** Whether a status is asked for: only events of HTTP have one. */
  public boolean asksForStatus() {
    return bad.hasStatus() || excluded.hasStatus();
  }

  /**
   * The outcome of an event.
   *
   * @param usual what it is if no rule says something else; excluded if the client left
   * @param status of HTTP; 0 if there is none
   * @param nanos how long it took; negative if nobody knows
   */
  public Outcome of(Outcome usual, int status, @Nullable Throwable failure, long nanos) {
    if (this == USUAL) {
      return usual;
    }
    boolean left = usual == Outcome.EXCLUDED;
    if (excluded.match(status, failure, left, nanos) || (left && !bad.hasAbort())) {
      return Outcome.EXCLUDED;
    }
    return bad.match(status, failure, left, nanos) ? Outcome.BAD : usual;
  }
}
