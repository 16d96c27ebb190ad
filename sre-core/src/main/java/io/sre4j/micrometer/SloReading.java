package io.sre4j.micrometer;

import io.sre4j.SreEngine;
import io.sre4j.report.BurnRates;
import io.sre4j.report.SloStatus;
import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.slo.Slo;

/** What meters read of one SLO: its burn rates, and a status of the last tick. Thread-safe. */
final class SloReading {
  private final SreEngine engine;
  private final Slo slo;
  private final BurnRates rates;
  private volatile SloStatus status;

  /**
   * A first reading.
   *
   * @throws InvalidDefinitionException if the engine has no such SLO any more
   */
  SloReading(SreEngine engine, Slo slo) {
    this.engine = engine;
    this.slo = slo;
    this.rates = engine.burnRates(slo.name());
    this.status = engine.status(slo.name());
  }

  Slo slo() {
    return slo;
  }

  BurnRates rates() {
    return rates;
  }

  /** The status after the last tick; the last there was once the SLO is removed. */
  SloStatus status() {
    SloStatus known = status;
    if (known.asOf().equals(rates.asOf())) {
      return known;
    }
    try {
      SloStatus read = engine.status(slo.name());
      if (read.slo() == slo) {
        status = read;
        return read;
      }
    } catch (InvalidDefinitionException removed) {
      // Its meters are about to vanish.
    }
    return known;
  }
}
