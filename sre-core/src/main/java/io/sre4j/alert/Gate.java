package io.sre4j.alert;

import io.sre4j.budget.EvidenceGate;

/**
 * The evidence gate of one rule, with a memory: what it asks for is a sum of hundreds of terms, too
 * slow for every tick of an incident.
 *
 * <p>It asks for more, the more bad events are expected. So what passed with more expected passes
 * with less, and what failed with less fails with more: one known demand answers for all ticks on
 * its safe side. The one that is kept is of a tenth more (or less) than was expected when it was
 * worked out, so that it lasts.
 */
final class Gate {
  private static final double AHEAD = 1.1;

  private final int place;
  private double knownDispersion;
  private double knownExpected;
  private long knownDemand;

  /**
   * A gate that knows nothing.
   *
   * @param place the rule's place in its policy, from 0
   */
  Gate(int place) {
    this.place = place;
  }

  /** How many bad events it asks for. */
  long required(double expected, double dispersion) {
    return EvidenceGate.requiredBad(expected, dispersion, place);
  }

  /** Whether so many bad events pass. */
  boolean passes(double observed, double expected, double dispersion) {
    if (isKnownToPass(observed, expected, dispersion)) {
      return true;
    }
    if (dispersion == knownDispersion && expected >= knownExpected && observed < knownDemand) {
      return false;
    }
    boolean passes = observed >= required(expected, dispersion);
    knownDispersion = dispersion;
    knownExpected = passes ? expected * AHEAD : expected / AHEAD;
    knownDemand = required(knownExpected, dispersion);
    return passes;
  }

  /** Whether it follows from what is known already that so many bad events pass. */
  boolean isKnownToPass(double observed, double expected, double dispersion) {
    return dispersion == knownDispersion && expected <= knownExpected && observed >= knownDemand;
  }
}
