package io.sre4j.signal;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** One counter for each route, and the SLIs that count it. Thread-safe. */
public final class RouteCounters {
  /*
   * State. A counter for each route and set of SLIs that was ever asked for, and the cells that all
   * of them count in. Counters are never removed.
   *
   * Progress. Counting knows its counter already and waits for nobody. To find one is two look-ups
   * without a lock or garbage, also when there are too many; a new one takes the lock of this
   * object, which is never held while counting or collecting.
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

  /* By set of SLIs, then by route: no key has to be made to look one up. */
  private final Map<Set<String>, Map<String, RouteCounter>> routes = new ConcurrentHashMap<>();
  private final Map<Set<String>, RouteCounter> others = new ConcurrentHashMap<>();
  private final CellBoard board;
  private int known; // guarded by this object
  private volatile boolean isFull;

  RouteCounters(CellBoard board) {
    this.board = board;
  }

  /**
   * The counter of a route; from now on it is known, even if it never counts. Look it up once where
   * that is possible: counting is faster than to find out where.
   *
   * @param route the template of the operation, never what a user typed; cut after 400 characters
   * @param slis the SLIs that count its events, perhaps none
   * @return that of {@link #OTHER} once {@value #MAX_ROUTES} are known; after 64 different sets of
   *     SLIs the one that counts for none
   */
  public RouteCounter of(String route, Set<String> slis) {
    String name = route.length() <= MAX_LENGTH ? route : route.substring(0, MAX_LENGTH);
    Map<String, RouteCounter> ofSlis = routes.get(slis);
    RouteCounter own = ofSlis == null ? null : ofSlis.get(name);
    if (own != null) {
      return own;
    }
    RouteCounter other = isFull ? other(slis) : null;
    return other != null ? other : make(name, Set.copyOf(slis));
  }

  private synchronized RouteCounter make(String route, Set<String> slis) {
    Map<String, RouteCounter> ofSlis = routes.getOrDefault(slis, Map.of());
    RouteCounter own = ofSlis.get(route);
    if (own != null) {
      return own;
    }
    if (known == MAX_ROUTES) {
      isFull = true;
      RouteCounter other = other(slis);
      return other != null ? other : makeOther(slis);
    }
    known++;
    RouteCounter made = counter(route, slis);
    routes.computeIfAbsent(slis, unused -> new ConcurrentHashMap<>()).put(route, made);
    return made;
  }

  /** What counts the routes that are too many; null if there is none yet. */
  private @Nullable RouteCounter other(Set<String> slis) {
    RouteCounter own = others.get(slis);
    return own != null || others.size() < MAX_SETS ? own : others.get(Set.of());
  }

  private RouteCounter makeOther(Set<String> slis) {
    Set<String> its = others.size() < MAX_SETS ? slis : Set.of();
    RouteCounter made = counter(OTHER, its);
    others.put(its, made);
    return made;
  }

  private RouteCounter counter(String route, Set<String> slis) {
    return new RouteCounter(route, slis, board, board.allocate(RouteCounter.STATES));
  }

  /** Passes on what was counted up to the last collection of the board; one thread at a time. */
  void drain(RouteGrowth to) {
    routes
        .values()
        .forEach(its -> its.values().forEach(counter -> to.grew(counter, counter.take())));
    others.values().forEach(counter -> to.grew(counter, counter.take()));
  }
}
