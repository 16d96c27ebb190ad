package io.sre4j.coverage.report;

import io.sre4j.facts.TraceCounts;
import java.util.Set;

/**
 * How much of a route is traced. Immutable.
 *
 * @param route the template of the operation; {@code other} for all beyond 1,000
 * @param slis the SLIs that count its events
 * @param state covered, untraced or without traffic
 * @param isJudged false for routes that are left out, such as health checks
 * @param recent its events of the last hour; from the end of the warm-up on, only those after it
 * @param total its events since coverage began
 */
public record RouteCoverage(
    String route,
    Set<String> slis,
    CoverageReport.State state,
    boolean isJudged,
    TraceCounts recent,
    TraceCounts total) {

  /** Copies the set. */
  public RouteCoverage {
    slis = Set.copyOf(slis);
  }
}
