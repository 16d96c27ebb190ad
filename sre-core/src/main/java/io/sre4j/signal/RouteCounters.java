package io.sre4j.signal;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One counter for each route, and the SLIs that count it. Thread-safe. */
public final class RouteCounters {
  /*
   * State. A counter for each route and set of SLIs that was ever asked for, and the cells that all
   * of them count in. Counters are never removed.
   *
   * Progress. Counting knows its counter already and waits for nobody. To find one is a look-up
   * without a lock; a new one takes the lock of this object, which is never held while counting or
   * collecting.
   *
   * Loss and lag bound. Counts: see Stripes; each is passed on by the first collection after it
   * is visible. A counter that is made during one is asked by the next one.
   *
   * Why not simpler. One LongAdder for each state of a route costs an event four times as much, and
   * 1,000 routes 5,000 of them with their cells.
   */
  /** More routes than these are counted together, once for each set of SLIs. */
  public static final int MAX_ROUTES = 1_000;

  /** The route of all that are too many. */
  public static final String OTHER = "other";

  private static final int MAX_SETS = 64;
  private static final int MAX_LENGTH = 400;

  private record Key(String route, Set<String> slis) {}

  private final Map<Key, RouteCounter> routes = new ConcurrentHashMap<>();
  private final Map<Set<String>, RouteCounter> others = new ConcurrentHashMap<>();
  private final CellBoard board;

  RouteCounters(CellBoard board) {
    this.board = board;
  }

  /**
   * The counter of a route; from now on it is known, even if it never counts. Look it up once: it
   * allocates.
   *
   * @param route the template of the operation, never what a user typed; cut after 400 characters
   * @param slis the SLIs that count its events, perhaps none
   * @return that of {@link #OTHER} once {@value #MAX_ROUTES} are known; after 64 different sets of
   *     SLIs the one that counts for none
   */
  public RouteCounter of(String route, Set<String> slis) {
    String name = route.length() <= MAX_LENGTH ? route : route.substring(0, MAX_LENGTH);
    Key key = new Key(name, Set.copyOf(slis));
    RouteCounter known = routes.get(key);
    return known != null ? known : make(key);
  }

  private synchronized RouteCounter make(Key key) {
    if (routes.containsKey(key) || routes.size() < MAX_ROUTES) {
      return routes.computeIfAbsent(key, k -> counter(k.route, k.slis));
    }
    boolean fits = others.containsKey(key.slis) || others.size() < MAX_SETS;
    return others.computeIfAbsent(fits ? key.slis : Set.of(), slis -> counter(OTHER, slis));
  }

  private RouteCounter counter(String route, Set<String> slis) {
    return new RouteCounter(route, slis, board, board.allocate(RouteCounter.STATES));
  }

  /** Passes on what was counted up to the last collection of the board; one thread at a time. */
  void drain(RouteGrowth to) {
    routes.values().forEach(counter -> to.grew(counter, counter.take()));
    others.values().forEach(counter -> to.grew(counter, counter.take()));
  }
}
