package io.sre4j.timeline;

import io.sre4j.sli.EventAttributes.Dimension;
import java.util.Comparator;

/**
 * How many of the events that burned a budget had one attribute in common.
 *
 * @param dimension which attribute
 * @param key its value, or {@code other} for all beyond the first 64 or so
 * @param last5m events of the last 5 minutes, to within 30 seconds
 * @param last1h events of the last hour, to within 5 minutes
 * @param last6h events of the last 6 hours, to within 30 minutes
 */
public record Cause(Dimension dimension, String key, long last5m, long last1h, long last6h) {
  /** By events of the last 5 minutes, then of the last hour, then of 6 hours, the most first. */
  public static final Comparator<Cause> MOST_FREQUENT =
      Comparator.comparingLong(Cause::last5m)
          .thenComparingLong(Cause::last1h)
          .thenComparingLong(Cause::last6h)
          .reversed()
          .thenComparing(Cause::dimension)
          .thenComparing(Cause::key);

  /** The sum of both; the dimension and key are this one's. */
  public Cause plus(Cause other) {
    return new Cause(
        dimension, key, last5m + other.last5m, last1h + other.last1h, last6h + other.last6h);
  }
}
