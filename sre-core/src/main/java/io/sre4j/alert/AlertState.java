package io.sre4j.alert;

/** Where an alert rule stands. */
public enum AlertState {
  /** At least one window does not burn. */
  INACTIVE,
  /** Both windows burn; the hold time or the evidence is still missing. */
  PENDING,
  /** Both windows burn and it cannot be chance. */
  FIRING,
  /** It fired and no longer burns; becomes inactive after one short window. */
  RESOLVED,
  /** The process was not measuring: nobody can say, so nothing changes until it measures again. */
  FROZEN
}
