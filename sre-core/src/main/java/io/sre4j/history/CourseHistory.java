package io.sre4j.history;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The course of one objective's bad events. Immutable.
 *
 * @param sums for each burn rate that is looked for, its cumulative sum
 * @param onset since when it burns
 * @param clusters how errors clustered
 */
public record CourseHistory(List<Sum> sums, Optional<Onset> onset, Clusters clusters) {

  /** Copies the list. */
  public CourseHistory {
    sums = List.copyOf(sums);
  }

  /**
   * A cumulative sum.
   *
   * @param value from 0 to its cap
   * @param rose when it last was 0, if it is not
   */
  public record Sum(double value, Optional<Onset> rose) {}

  /**
   * A tick before which nothing burned.
   *
   * @param at by the wall clock
   * @param end see {@link io.sre4j.time.Span#end()}
   * @param badUnits bad units of all ticks up to it
   */
  public record Onset(Instant at, long end, long badUnits) {}

  /**
   * Counts of hours, packed in 16 bits each.
   *
   * @param totals events of each of {@link #HOURS}; empty if there were none
   * @param bads bad ones of each of {@link #HOURS}; empty if there were none
   * @param running the number of the running hour; of {@link Long#MIN_VALUE} if none began
   * @param total units of all ticks when it began
   * @param bad bad ones of these
   * @param incident whether the running hour belongs to an evident incident
   * @param onset when the present burning began, {@link Long#MAX_VALUE} if nothing burns
   * @param settled the last hour that the estimate used
   * @param value the estimate, from 1 to 10
   */
  public record Clusters(
      String totals,
      String bads,
      long running,
      long total,
      long bad,
      boolean incident,
      long onset,
      long settled,
      double value) {
    /** Counts that are kept of events, or of bad ones: of the last seven days and two hours. */
    public static final int HOURS = 7 * 24 + 2;
  }
}
