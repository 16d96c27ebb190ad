package io.sre4j.alert;

import io.sre4j.history.AlertHistory;
import io.sre4j.history.AlertHistory.Kind;
import io.sre4j.history.AlertHistory.Phase;
import io.sre4j.slo.AlertRule;
import java.time.Instant;
import java.util.Optional;

/**
 * The states of one alert rule, one class each. {@code next} is a pure function of the state and
 * what the tick saw.
 */
sealed interface AlertPhase {

  AlertState state();

  /** When it was entered, by the wall clock. */
  Instant since();

  /** The state after a tick; {@code this} if nothing changes. */
  AlertPhase next(Signal signal);

  /** The same as a value; of a frozen state, what it returns to. */
  Phase history();

  /** The state that another run was in. */
  static AlertPhase of(AlertHistory.Rule rule) {
    Phase phase = rule.phase();
    AlertPhase thawed =
        switch (phase.kind()) {
          case INACTIVE -> new Inactive(phase.since());
          case PENDING -> new Pending(phase.since(), phase.sinceNanos());
          case FIRING -> new Firing(phase.since());
          case RESOLVED -> new Resolved(phase.since(), phase.sinceNanos());
        };
    return rule.frozenSince().<AlertPhase>map(since -> new Frozen(since, thawed)).orElse(thawed);
  }

  /** The state of a rule as a value. */
  default AlertHistory.Rule historyOf(AlertRule rule) {
    Optional<Instant> frozenSince =
        this instanceof Frozen frozen ? Optional.of(frozen.since()) : Optional.empty();
    return new AlertHistory.Rule(rule.id(), rule.factor(), rule.holdFor(), history(), frozenSince);
  }

  /**
   * What one tick saw of a rule.
   *
   * @param burning both windows burn more than the factor
   * @param evidence the bad events of the long window cannot be chance
   * @param silent the short window holds no events, while the long window still burns
   * @param blind too little of the short window was measured to say anything
   * @param nanos the tick on the time line of spans
   * @param at the tick by the wall clock
   * @param holdNanos how long it must burn before it fires
   * @param settleNanos how long it stays resolved
   */
  record Signal(
      boolean burning,
      boolean evidence,
      boolean silent,
      boolean blind,
      long nanos,
      Instant at,
      long holdNanos,
      long settleNanos) {}

  /** At least one window does not burn. */
  record Inactive(Instant since) implements AlertPhase {
    @Override
    public AlertState state() {
      return AlertState.INACTIVE;
    }

    @Override
    public Phase history() {
      return new Phase(Kind.INACTIVE, since, 0);
    }

    @Override
    public AlertPhase next(Signal signal) {
      if (signal.blind()) {
        return new Frozen(signal.at(), this);
      }
      return signal.burning() ? new Pending(signal.at(), signal.nanos()).next(signal) : this;
    }
  }

  /**
   * Both windows burn; hold time or evidence is missing.
   *
   * @param sinceNanos the same instant on the time line of spans
   */
  record Pending(Instant since, long sinceNanos) implements AlertPhase {
    @Override
    public AlertState state() {
      return AlertState.PENDING;
    }

    @Override
    public Phase history() {
      return new Phase(Kind.PENDING, since, sinceNanos);
    }

    @Override
    public AlertPhase next(Signal signal) {
      if (signal.blind()) {
        return new Frozen(signal.at(), this);
      }
      if (!signal.burning()) {
        return new Inactive(signal.at());
      }
      boolean held = signal.nanos() - sinceNanos >= signal.holdNanos();
      return held && signal.evidence() ? new Firing(signal.at()) : this;
    }
  }

  /** It burns, and it cannot be chance. Ends only when the windows say so; silence is no cure. */
  record Firing(Instant since) implements AlertPhase {
    @Override
    public AlertState state() {
      return AlertState.FIRING;
    }

    @Override
    public Phase history() {
      return new Phase(Kind.FIRING, since, 0);
    }

    @Override
    public AlertPhase next(Signal signal) {
      if (signal.blind()) {
        return new Frozen(signal.at(), this);
      }
      return signal.burning() || signal.silent() ? this : new Resolved(signal.at(), signal.nanos());
    }
  }

  /**
   * It fired and no longer burns.
   *
   * @param sinceNanos the same instant on the time line of spans
   */
  record Resolved(Instant since, long sinceNanos) implements AlertPhase {
    @Override
    public AlertState state() {
      return AlertState.RESOLVED;
    }

    @Override
    public Phase history() {
      return new Phase(Kind.RESOLVED, since, sinceNanos);
    }

    @Override
    public AlertPhase next(Signal signal) {
      if (signal.blind()) {
        return new Frozen(signal.at(), this);
      }
      if (signal.burning()) {
        return new Pending(signal.at(), signal.nanos()).next(signal);
      }
      boolean settled = signal.nanos() - sinceNanos >= signal.settleNanos();
      return settled ? new Inactive(signal.at()) : this;
    }
  }

  /**
   * The process was not measuring.
   *
   * @param before the state that it returns to
   */
  record Frozen(Instant since, AlertPhase before) implements AlertPhase {
    @Override
    public AlertState state() {
      return AlertState.FROZEN;
    }

    @Override
    public Phase history() {
      return before.history();
    }

    @Override
    public AlertPhase next(Signal signal) {
      return signal.blind() ? this : before;
    }
  }
}
