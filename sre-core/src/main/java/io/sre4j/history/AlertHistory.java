package io.sre4j.history;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where the alerts of one SLO stood. Immutable.
 *
 * @param burning whether any fired
 * @param incident whether any was evident, however much errors cluster
 * @param rules one for each rule
 */
public record AlertHistory(boolean burning, boolean incident, List<Rule> rules) {

  /** Copies the list. */
  public AlertHistory {
    rules = List.copyOf(rules);
  }

  /** Of no rules. */
  public static final AlertHistory NONE = new AlertHistory(false, false, List.of());

  /**
   * Where one rule stood.
   *
   * @param id the rule's name within its SLO
   * @param factor the burn rate that was too much
   * @param holdFor how long it had to burn before the alert fired
   * @param phase its state
   * @param frozenSince since when the state is frozen, if it is
   */
  public record Rule(
      String id, double factor, Duration holdFor, Phase phase, Optional<Instant> frozenSince) {}

  /**
   * A state of a rule other than frozen.
   *
   * @param kind which
   * @param since since when, by the wall clock
   * @param sinceNanos the same, see {@link io.sre4j.time.Span#end()}; 0 where it does not matter
   */
  public record Phase(Kind kind, Instant since, long sinceNanos) {}

  /** The states of a rule other than frozen. Their order is that of the snapshot's format. */
  public enum Kind {
    /** At least one window does not burn. */
    INACTIVE,
    /** Both windows burn, something is missing. */
    PENDING,
    /** It fired and burns. */
    FIRING,
    /** It fired and no longer burns. */
    RESOLVED
  }
}
