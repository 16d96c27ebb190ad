package io.sre4j.dependency;

import io.sre4j.dependency.RequestCalls.Result;
import io.sre4j.sli.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Routes with dependencies whose truth is known: which of them take a request with them. Keeps what
 * happened as a plain list, for a naive count.
 */
final class SyntheticGraph {
  /** What happened to the calls of one request to one dependency. */
  record Called(int dependency, int calls, int failed, boolean lastFailed) {}

  record Request(int route, boolean bad, List<Called> called) {}

  final Dependencies dependencies = new Dependencies();
  final List<Request> requests = new ArrayList<>();
  final boolean[][] hard;

  /** As far as it has gone: requests of a route in which a dependency failed alone. */
  final int[][] alone;

  private final SplittableRandom random;
  private final RouteCalls[] routes;
  private final double[] badAnyway;
  private final double[][] takesAlong;
  private final double[] fails;
  private final double[][] called;
  private final double coincide;

  SyntheticGraph(SplittableRandom random) {
    this.random = random;
    int routeCount = 1 + random.nextInt(3);
    int dependencyCount = 1 + random.nextInt(5);
    this.routes = new RouteCalls[routeCount];
    this.hard = new boolean[routeCount][dependencyCount];
    this.alone = new int[routeCount][dependencyCount];
    this.badAnyway = new double[routeCount];
    this.takesAlong = new double[routeCount][dependencyCount];
    this.called = new double[routeCount][dependencyCount];
    this.fails = new double[dependencyCount];
    this.coincide = random.nextInt(3) == 0 ? 0.5 : 0;
    for (int d = 0; d < dependencyCount; d++) {
      fails[d] = 0.02 + 0.18 * random.nextDouble();
    }
    for (int r = 0; r < routeCount; r++) {
      routes[r] = dependencies.route(route(r), Set.of("http"));
      badAnyway[r] = 0.02 * random.nextDouble();
      for (int d = 0; d < dependencyCount; d++) {
        hard[r][d] = random.nextBoolean();
        takesAlong[r][d] = hard[r][d] ? 0.9 + random.nextDouble() / 10 : random.nextDouble() / 10;
        called[r][d] = random.nextBoolean() ? 1 : 0.3 + 0.7 * random.nextDouble();
      }
    }
  }

  static String route(int route) {
    return "GET /" + route;
  }

  static String dependency(int dependency) {
    return "d" + dependency;
  }

  /** One request of each route. */
  void next() {
    for (int r = 0; r < routes.length; r++) {
      next(r);
    }
  }

  /** In a third of the graphs, half of the failures are those of the network all calls go over. */
  private void next(int route) {
    boolean network = random.nextDouble() < coincide * fails[0];
    RequestCalls calls = new RequestCalls();
    List<Called> list = new ArrayList<>();
    boolean bad = random.nextDouble() < badAnyway[route];
    for (int d = 0; d < fails.length; d++) {
      if (random.nextDouble() < called[route][d]) {
        Called made = call(d, network, calls);
        bad |= made.lastFailed && random.nextDouble() < takesAlong[route][d];
        list.add(made);
      }
    }
    Request request = new Request(route, bad, list);
    requests.add(request);
    for (Called made : list) {
      alone[route][made.dependency] += isAlone(request, route, made.dependency) ? 1 : 0;
    }
    routes[route].ended(bad ? Outcome.BAD : Outcome.GOOD, list.isEmpty() ? null : calls);
  }

  /** Some are tried again once. */
  private Called call(int to, boolean network, RequestCalls calls) {
    boolean failed = network || random.nextDouble() < fails[to];
    Dependency dependency = dependencies.named(dependency(to));
    calls.called(dependency, failed ? Result.FAILED : Result.FINE, 1);
    if (!failed || network || random.nextInt(4) > 0) {
      return new Called(to, 1, failed ? 1 : 0, failed);
    }
    boolean again = random.nextBoolean();
    calls.called(dependency, again ? Result.FAILED : Result.FINE, 1);
    return new Called(to, 2, again ? 2 : 1, again);
  }

  /** Requests of a route in which a dependency failed alone, by the list. */
  long failedAlone(int route, int dependency) {
    return requests.stream().filter(request -> isAlone(request, route, dependency)).count();
  }

  static boolean isAlone(Request request, int route, int dependency) {
    return request.route == route
        && request.called.stream().anyMatch(c -> c.dependency == dependency && c.lastFailed)
        && request.called.stream().noneMatch(c -> c.dependency != dependency && c.failed > 0);
  }

  /** Requests of a route in which a dependency failed, by the list. */
  long failed(int route, int dependency) {
    return requests.stream()
        .filter(request ->
            request.route == route
                && request.called.stream()
                    .anyMatch(c -> c.dependency == dependency && c.lastFailed))
        .count();
  }

  long requestsOf(int route) {
    return requests.stream().filter(request -> request.route == route).count();
  }

  /** The edge as it was counted. */
  RouteDependencies.Edge edge(DependencyReport report, int route, int dependency) {
    return of(report, route).edges().stream()
        .filter(edge -> edge.dependency().equals(dependency(dependency)))
        .findFirst()
        .orElseThrow();
  }

  /** As long as nobody called, nothing is known. */
  Hardness verdict(DependencyReport report, int route, int dependency) {
    return report.routes().stream()
        .filter(read -> read.route().equals(route(route)))
        .flatMap(read -> read.edges().stream())
        .filter(edge -> edge.dependency().equals(dependency(dependency)))
        .map(edge -> edge.verdict().hardness())
        .findFirst()
        .orElse(Hardness.UNKNOWN);
  }

  RouteDependencies of(DependencyReport report, int route) {
    return report.routes().stream()
        .filter(read -> read.route().equals(route(route)))
        .findFirst()
        .orElseThrow();
  }
}
