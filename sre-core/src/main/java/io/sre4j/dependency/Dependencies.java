package io.sre4j.dependency;

import io.sre4j.report.SloStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts what the routes of a service call, and says what they can do without. Thread-safe.
 *
 * <pre>{@code
 * RouteCalls checkout = dependencies.route("POST /checkout", Set.of("http")); // once, and kept
 * RequestCalls calls = new RequestCalls();                   // at the first call of a request
 * calls.called(dependencies.named("inventory"), Result.FINE, nanos);          // at each call
 * checkout.ended(Outcome.GOOD, calls);                       // when the request ends
 * }</pre>
 *
 * <p>All counts are of this process since its start: what a route can do without is a property of
 * the code, which does not change meanwhile.
 */
public final class Dependencies {
  /*
   * State. Names, routes, and counters of edges, a route and what it calls. None is ever removed.
   *
   * Progress. Whoever finds what exists takes no lock. What is new is made under the lock of this
   * object, which nobody holds while counting or reading.
   *
   * Loss and lag bound. Counts are exact, see EdgeCounter. What is beyond the limits is counted
   * together, as "other".
   *
   * Why not simpler. Counting at each call would not know the route, which is known when a request
   * ends, nor whether the request was bad.
   */
  /** More names than these are counted together. */
  public static final int MAX_NAMES = 256;

  /** More routes than these are counted together. */
  public static final int MAX_ROUTES = 1_000;

  /** More edges than these, over all routes, are counted together. */
  public static final int MAX_EDGES = 1_000;

  /** The route of all that are too many. */
  public static final String OTHER = "other";

  static final Comparator<EdgeCounts> WORST =
      Comparator.comparingLong(EdgeCounts::badRequests)
          .thenComparingLong(EdgeCounts::failedRequests)
          .thenComparingLong(EdgeCounts::failedCalls)
          .thenComparingLong(EdgeCounts::calls)
          .reversed();

  private static final int MAX_LENGTH = 200;

  private final Map<String, Dependency> names = new ConcurrentHashMap<>();
  private final Map<String, RouteCalls> routes = new ConcurrentHashMap<>();
  private final RouteCalls others = new RouteCalls(this, OTHER, Set.of());
  private final EdgeCounter beyond = new EdgeCounter();
  private volatile int edges;

  /** Nothing is counted yet. */
  public Dependencies() {
    names.put(OTHER, Dependency.OTHER);
  }

  /**
   * What is called by this name. A look-up; only a new name allocates.
   *
   * @param name a host, a database, a destination of messages: nothing that users type; cut after
   *     200 characters
   * @return {@link Dependency#OTHER} once {@value #MAX_NAMES} are known
   */
  public Dependency named(String name) {
    Dependency known = names.get(name);
    return known != null ? known : make(cut(name));
  }

  private Dependency make(String name) {
    Dependency known = names.get(name);
    if (known != null || names.size() > MAX_NAMES) {
      return known != null ? known : Dependency.OTHER;
    }
    synchronized (this) {
      return names.size() > MAX_NAMES
          ? names.getOrDefault(name, Dependency.OTHER)
          : names.computeIfAbsent(name, Dependency::new);
    }
  }

  /**
   * The counter of a route. Look it up once: it allocates.
   *
   * @param route the template of the operation, never what a user typed; cut after 200 characters
   * @param slis the SLIs that count its requests; those that are given first count
   * @return that of {@link #OTHER} once {@value #MAX_ROUTES} are known
   */
  public RouteCalls route(String route, Set<String> slis) {
    String name = cut(route);
    RouteCalls known = routes.get(name);
    if (known != null || routes.size() >= MAX_ROUTES) {
      return known != null ? known : others;
    }
    synchronized (this) {
      return routes.size() >= MAX_ROUTES
          ? routes.getOrDefault(name, others)
          : routes.computeIfAbsent(name, n -> new RouteCalls(this, n, Set.copyOf(slis)));
    }
  }

  private static String cut(String text) {
    return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH);
  }

  /** The counter of a new edge among those of its route. */
  EdgeCounter edge(Map<Dependency, EdgeCounter> ofRoute, Dependency to) {
    if (edges >= MAX_EDGES) {
      return beyond;
    }
    synchronized (this) {
      EdgeCounter known = ofRoute.get(to);
      if (known != null || edges >= MAX_EDGES) {
        return known != null ? known : beyond;
      }
      EdgeCounter made = new EdgeCounter();
      ofRoute.put(to, made);
      edges++;
      return made;
    }
  }

  /**
   * What is known now.
   *
   * @param slos the engine's SLOs: their targets, and what burned them
   */
  public DependencyReport report(List<SloStatus> slos) {
    List<RouteDependencies> read = new ArrayList<>();
    routes.values().forEach(route -> add(route, slos, read));
    add(others, slos, read);
    read.sort(
        Comparator.comparing((RouteDependencies route) -> route.edges().get(0).counts(), WORST)
            .thenComparing(RouteDependencies::route));
    List<BudgetShare> shares =
        slos.stream().flatMap(status -> BudgetShare.of(status).stream()).toList();
    return new DependencyReport(read, shares, beyond.counts());
  }

  private static void add(RouteCalls route, List<SloStatus> slos, List<RouteDependencies> to) {
    List<RouteDependencies.Edge> edges = route.edges();
    long requests = route.requests();
    if (!edges.isEmpty()) {
      RouteCeiling ceiling = RouteCeiling.of(requests, edges, route.slis(), slos);
      to.add(new RouteDependencies(route.route(), requests, edges, ceiling));
    }
  }
}
