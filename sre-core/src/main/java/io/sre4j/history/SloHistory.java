package io.sre4j.history;

import java.util.List;
import java.util.Map;

/**
 * What one SLO has counted, and what that meant. Immutable.
 *
 * @param name the SLO's name
 * @param window the period, as configuration writes it
 * @param budgeting what one unit of the budget was
 * @param labels the SLO's labels
 * @param objectives one for each objective
 * @param alerts where its alerts stood
 */
public record SloHistory(
    String name,
    String window,
    String budgeting,
    Map<String, String> labels,
    List<ObjectiveHistory> objectives,
    AlertHistory alerts) {

  /** Copies the collections. */
  public SloHistory {
    labels = Map.copyOf(labels);
    objectives = List.copyOf(objectives);
  }

  /**
   * What one objective has counted.
   *
   * @param sli the SLI's name
   * @param measure how an event of the SLI is told good from bad
   * @param target the share of events that was promised to be good, as a decimal
   * @param timeline the counts
   * @param course the course of its bad events
   */
  public record ObjectiveHistory(
      String sli, String measure, String target, TimelineHistory timeline, CourseHistory course) {}
}
