package io.sre4j.dependency;

import io.sre4j.finding.Proportion;
import io.sre4j.report.SloStatus;
import io.sre4j.sli.EventAttributes.Dimension;
import io.sre4j.timeline.Cause;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What one dependency burned of an SLO's budget, as a part of what was burned. Immutable.
 *
 * <p>Made of the SLO's own causes: each bad event names one dependency at most, what failed or what
 * took half of its time. So the shares of all dependencies add up to at most 1; the rest was the
 * service's own.
 *
 * @param slo the SLO's name
 * @param dependency its name; {@code other} for all beyond the first 64 or so
 * @param last5m bad events that name it of all bad events in the last 5 minutes
 * @param last1h the same in the last hour
 * @param last6h the same in the last 6 hours
 */
public record BudgetShare(
    String slo, String dependency, Proportion last5m, Proportion last1h, Proportion last6h) {

  /** The dependencies that an SLO's causes name, the one that burned most first. */
  static List<BudgetShare> of(SloStatus status) {
    List<Cause> causes = status.causes();
    long all5m = all(causes, Cause::last5m);
    long all1h = all(causes, Cause::last1h);
    long all6h = all(causes, Cause::last6h);
    return causes.stream()
        .filter(cause -> cause.dimension() == Dimension.DEPENDENCY)
        .sorted(Cause.MOST_FREQUENT)
        .map(cause ->
            new BudgetShare(
                status.slo().name(),
                cause.key(),
                new Proportion(cause.last5m(), all5m),
                new Proportion(cause.last1h(), all1h),
                new Proportion(cause.last6h(), all6h)))
        .toList();
  }

  /** Events with a route, which is every request; by chance a few are counted a tick later. */
  private static long all(List<Cause> causes, ToLongFunction<Cause> window) {
    return Math.max(
        sum(causes, Dimension.ROUTE, window), sum(causes, Dimension.DEPENDENCY, window));
  }

  private static long sum(List<Cause> causes, Dimension dimension, ToLongFunction<Cause> window) {
    return causes.stream().filter(cause -> cause.dimension() == dimension).mapToLong(window).sum();
  }
}
