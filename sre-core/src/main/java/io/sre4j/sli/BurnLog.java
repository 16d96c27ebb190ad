package io.sre4j.sli;

import io.sre4j.sli.EventAttributes.Dimension;
import java.util.List;
import java.util.function.ObjLongConsumer;

/**
 * What burned budgets for one reason: all failures, or all events that succeeded but took longer
 * than a threshold. Thread-safe.
 */
public final class BurnLog {
  private final long threshold;
  private final BadEventRing ring = new BadEventRing();
  private final CauseCounter routes = new CauseCounter();
  private final CauseCounter exceptions = new CauseCounter();
  private final CauseCounter dependencies = new CauseCounter();

  BurnLog(long threshold) {
    this.threshold = threshold;
  }

  /** The longest good duration in nanoseconds; {@link Long#MAX_VALUE} if only failures burn. */
  long threshold() {
    return threshold;
  }

  boolean isOfFailures() {
    return threshold == Long.MAX_VALUE;
  }

  /** Adds an event of which only this is known; false if none like it is kept until next tick. */
  boolean add(long atMillis, long nanos) {
    return ring.add(atMillis, nanos, EventAttributes.NONE);
  }

  void add(long atMillis, long nanos, EventAttributes attributes) {
    ring.add(atMillis, nanos, attributes);
    routes.add(attributes.route());
    exceptions.add(attributes.exception());
    dependencies.add(attributes.dependency());
  }

  /** The last 64 events, the newest first. */
  public List<BadEvent> lastBad() {
    return ring.read();
  }

  /** Whether any value of an attribute was ever counted, and not forgotten. */
  public boolean knows(Dimension dimension) {
    return !counterOf(dimension).isEmpty();
  }

  /** Passes on the counts by one attribute since the last drain. One thread at a time. */
  public void drain(Dimension dimension, ObjLongConsumer<String> to) {
    counterOf(dimension).drain(to);
  }

  /** Makes room for another value of an attribute. One thread at a time. */
  public void forget(Dimension dimension, String key) {
    counterOf(dimension).forget(key);
  }

  private CauseCounter counterOf(Dimension dimension) {
    return switch (dimension) {
      case ROUTE -> routes;
      case EXCEPTION -> exceptions;
      case DEPENDENCY -> dependencies;
    };
  }
}
