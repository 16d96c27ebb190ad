package io.sre4j.coverage;

import io.sre4j.SreEngine;
import io.sre4j.sli.EventAttributes;
import io.sre4j.sli.Outcome;
import io.sre4j.sli.SliRecorder;
import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Sli;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;

/**
 * Coverage as an SLI and an SLO of the engine: covered events are good, others bad, by route.
 *
 * <p>Counted when the inspector collects, so that a request pays nothing for it; an event is late
 * by a second at most.
 */
final class CoverageSlo {
  private static final int UNKNOWN = -1;
  // More of a route in a second are counted together, of one cause less.
  private static final int ONE_BY_ONE = 10_000;

  private final SliRecorder recorder;

  /**
   * Adds both to an engine.
   *
   * @throws InvalidDefinitionException if it has an SLI or SLO of that name
   */
  CoverageSlo(SreEngine engine, Target target) {
    engine.add(new Sli.Events(Coverage.SLO, Sli.Precision.OFF));
    engine.add(
        Slo.builder(Coverage.SLO)
            .description("Served requests belong to a trace.")
            .objective(Objective.availability(Coverage.SLO, target))
            .build());
    this.recorder = engine.recorder(Coverage.SLO);
  }

  void count(String route, long covered, long uncovered) {
    recorder.record(Outcome.GOOD, UNKNOWN, clip(covered));
    long single = Math.min(uncovered, ONE_BY_ONE);
    for (int i = 0; i < single; i++) {
      recorder.record(Outcome.BAD, UNKNOWN, route, EventAttributes::route);
    }
    recorder.record(Outcome.BAD, UNKNOWN, clip(uncovered - single));
  }

  private static int clip(long events) {
    return (int) Math.min(events, Integer.MAX_VALUE);
  }
}
