package io.sre4j.history;

import java.time.Instant;
import java.util.List;

/**
 * What an engine has counted. Immutable. SLOs may be as of different ticks, none later than this.
 *
 * @param end the last tick, see {@link io.sre4j.time.Span#end()}
 * @param at the last tick by the wall clock
 * @param slos one for each SLO
 */
public record Snapshot(long end, Instant at, List<SloHistory> slos) {

  /** Copies the list. */
  public Snapshot {
    slos = List.copyOf(slos);
  }
}
