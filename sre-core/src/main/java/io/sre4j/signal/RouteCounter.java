package io.sre4j.signal;

import io.sre4j.sli.Stripes;
import java.util.Set;

/**
 * Counts the events of one route by what tracing knows of them. Thread-safe; look it up once and
 * keep it.
 */
public final class RouteCounter {
  static final int STATES = TraceState.values().length;

  private final String route;
  private final Set<String> slis;
  private final Stripes stripes;
  private final int first;

  RouteCounter(String route, Set<String> slis, Stripes stripes, int first) {
    this.route = route;
    this.slis = slis;
    this.stripes = stripes;
    this.first = first;
  }

  /**
   * Counts one event: one increment, see {@link Stripes}. Takes no lock, reads no clock, allocates
   * nothing and never throws.
   *
   * @param state what tracing knows of it; null counts as untraced
   */
  public void count(TraceState state) {
    stripes.count(first + (state == null ? TraceState.UNTRACED : state).ordinal());
  }

  /** The template of the operation, or {@link RouteCounters#OTHER}. */
  public String route() {
    return route;
  }

  /** The SLIs that count the events of this route; perhaps none. */
  public Set<String> slis() {
    return slis;
  }

  /** What each state has grown by, by its ordinal; valid until the next is taken. */
  int[] take() {
    return stripes.take(first, STATES);
  }
}
