package io.sre4j.dependency;

import io.sre4j.dependency.EdgeCounter.Row;
import io.sre4j.sli.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts the requests of one route and their calls. Thread-safe; look it up once and keep it, see
 * {@link Dependencies}.
 */
public final class RouteCalls {
  private final Dependencies home;
  private final String route;
  private final Set<String> slis;
  private final LongAdder requests = new LongAdder();
  private final Map<Dependency, EdgeCounter> edges = new ConcurrentHashMap<>();

  RouteCalls(Dependencies home, String route, Set<String> slis) {
    this.home = home;
    this.route = route;
    this.slis = slis;
  }

  /**
   * A request of this route ended. Takes no lock but that of the request's own calls, reads no
   * clock, and allocates nothing but at the first call of the route to a dependency. Never throws.
   *
   * @param outcome what became of it; an excluded one is left out with its calls
   * @param calls null if it called nobody
   */
  public void ended(Outcome outcome, @Nullable RequestCalls calls) {
    boolean counts = outcome != Outcome.EXCLUDED;
    if (counts) {
      requests.increment();
    }
    if (calls != null) {
      RequestCalls.Calls first = calls.end(counts ? this : null);
      if (counts) {
        count(first, outcome == Outcome.BAD);
      }
    }
  }

  private void count(RequestCalls.@Nullable Calls first, boolean bad) {
    int withFailures = 0;
    for (RequestCalls.Calls calls = first; calls != null; calls = calls.next) {
      withFailures += calls.failed > 0 ? 1 : 0;
    }
    for (RequestCalls.Calls calls = first; calls != null; calls = calls.next) {
      edge(calls.to).ended(calls, row(calls, withFailures), bad);
    }
  }

  private static Row row(RequestCalls.Calls calls, int withFailures) {
    if (withFailures == 0) {
      return Row.FINE;
    }
    if (!calls.lastFailed) {
      return Row.UNCLEAR;
    }
    return withFailures == 1 ? Row.ALONE : Row.TOGETHER;
  }

  void endedLate(Dependency to, boolean failed, long nanos) {
    edge(to).endedLate(failed, nanos);
  }

  private EdgeCounter edge(Dependency to) {
    EdgeCounter known = edges.get(to);
    return known != null ? known : home.edge(edges, to);
  }

  /** The template of the operation, or {@link Dependencies#OTHER}. */
  public String route() {
    return route;
  }

  /** The SLIs that count the requests of this route; perhaps none. */
  public Set<String> slis() {
    return slis;
  }

  /** What was counted, the worst dependency first. */
  List<RouteDependencies.Edge> edges() {
    List<RouteDependencies.Edge> read = new ArrayList<>();
    edges.forEach((to, counter) -> read.add(edge(to, counter.counts())));
    read.sort(
        Comparator.comparing(RouteDependencies.Edge::counts, Dependencies.WORST)
            .thenComparing(RouteDependencies.Edge::dependency));
    return read;
  }

  private RouteDependencies.Edge edge(Dependency to, EdgeCounts counts) {
    boolean mixed = to == Dependency.OTHER || route.equals(Dependencies.OTHER);
    EdgeVerdict verdict =
        mixed
            ? EdgeVerdict.unknown(counts, "several were counted together, as there are too many")
            : EdgeVerdict.of(counts);
    return new RouteDependencies.Edge(to.name(), counts, verdict);
  }

  /** Good and bad requests; read after the edges, so that no edge has more. */
  long requests() {
    return requests.sum();
  }
}
