package io.sre4j.dependency;

import io.sre4j.finding.Proportion;
import io.sre4j.report.SloStatus;
import io.sre4j.slo.Budgeting;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The availability of a route that its hard dependencies leave to it, whatever the service itself
 * does. Immutable.
 *
 * <p>It is the product over the hard dependencies of 1 - (requests in which it failed / requests of
 * the route), as if they failed independently; those that fail at the same time leave a bit more.
 * Its bounds are the products of the Wilson bounds. (B. Treynor et al., The Calculus of Service
 * Availability, 2017.) Example: two hard dependencies that fail in 0.1 % and 0.2 % of the requests
 * leave 0.999 x 0.998 = 0.997002.
 *
 * @param value from 0 to 1; 1 if no dependency is known to be hard
 * @param low the least that is likely
 * @param high the most that is likely
 * @param hard the names of the hard dependencies
 * @param promises the objectives over the route's requests
 */
public record RouteCeiling(
    double value, double low, double high, List<String> hard, List<Promise> promises) {

  /** Copies the lists. */
  public RouteCeiling {
    hard = List.copyOf(hard);
    promises = List.copyOf(promises);
  }

  /** Whether a promise can be kept. */
  public enum Standing {
    /** The dependencies leave enough, also at the lower bound. */
    WITHIN_REACH,
    /** Not even at the upper bound: the route needs a fallback, or a lower target. */
    OUT_OF_REACH,
    /** Too close, or too few requests, to tell. */
    UNCLEAR
  }

  /**
   * One objective over the requests of a route.
   *
   * @param slo the SLO's name
   * @param target what is promised
   * @param standing what the dependencies leave of it
   */
  public record Promise(String slo, Target target, Standing standing) {}

  static RouteCeiling of(
      long requests, List<RouteDependencies.Edge> edges, Set<String> slis, List<SloStatus> slos) {
    double value = 1;
    double low = 1;
    double high = 1;
    List<String> hard = new ArrayList<>();
    for (RouteDependencies.Edge edge : edges) {
      if (edge.verdict().hardness() == Hardness.HARD) {
        Proportion failed = new Proportion(edge.counts().failedRequests(), requests);
        value *= 1 - failed.value();
        low *= 1 - failed.high();
        high *= 1 - failed.low();
        hard.add(edge.dependency());
      }
    }
    return new RouteCeiling(value, low, high, hard, promises(low, high, slis, slos));
  }

  /** A target over slices of time is no share of requests, so nothing is said of it. */
  private static List<Promise> promises(
      double low, double high, Set<String> slis, List<SloStatus> slos) {
    List<Promise> promises = new ArrayList<>();
    for (SloStatus status : slos) {
      for (Objective objective : status.slo().objectives()) {
        if (slis.contains(objective.sli())
            && status.slo().budgeting() instanceof Budgeting.Occurrences) {
          Target target = objective.target();
          promises.add(new Promise(status.slo().name(), target, standing(low, high, target)));
        }
      }
    }
    return promises;
  }

  private static Standing standing(double low, double high, Target target) {
    double promised = target.ratio().doubleValue();
    if (low >= promised) {
      return Standing.WITHIN_REACH;
    }
    return high < promised ? Standing.OUT_OF_REACH : Standing.UNCLEAR;
  }
}
