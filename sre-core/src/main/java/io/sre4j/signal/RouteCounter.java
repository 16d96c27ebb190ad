package io.sre4j.signal;

import java.util.Set;

/**
 * Counts the events of one route by what tracing knows of them. Thread-safe; look it up once and
 * keep it.
 */
public final class RouteCounter {
  static final int STATES = TraceState.values().length;

  private final String route;
  private final Set<String> slis;
  private final CellBoard board;
  private final int first;

  RouteCounter(String route, Set<String> slis, CellBoard board, int first) {
    this.route = route;
    this.slis = slis;
    this.board = board;
    this.first = first;
  }

  /**
   * Counts one event: one increment, see {@link io.sre4j.sli.Stripes}. Takes no lock, reads no
   * clock, allocates nothing and never throws.
   *
   * @param state what tracing knows of it; null counts as untraced
   */
  public void count(TraceState state) {
    board.count(first + (state == null ? TraceState.UNTRACED : state).ordinal());
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
    return board.take(first, STATES);
  }
}
