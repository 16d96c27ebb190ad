package io.sre4j.dependency;

import io.sre4j.dependency.RequestCalls.Result;
import io.sre4j.sli.Outcome;
import java.util.List;
import java.util.Set;

/** A route and the requests of it, in few words. */
final class Calls {
  static final long MILLI = 1_000_000;

  final Dependencies dependencies = new Dependencies();
  final RouteCalls route = dependencies.route("POST /checkout", Set.of("http"));

  /** Calls that ended so, each {@code name} or {@code name!} if it failed, of 1 ms. */
  RequestCalls calls(String... ended) {
    RequestCalls calls = new RequestCalls();
    for (String call : ended) {
      Result result = call.endsWith("!") ? Result.FAILED : Result.FINE;
      calls.called(dependencies.named(call.replace("!", "")), result, MILLI);
    }
    return calls;
  }

  /** So many requests with such calls. */
  Calls requests(int times, Outcome outcome, String... ended) {
    for (int i = 0; i < times; i++) {
      route.ended(outcome, calls(ended));
    }
    return this;
  }

  DependencyReport report() {
    return dependencies.report(List.of());
  }

  RouteDependencies.Edge edge(String dependency) {
    return report().routes().get(0).edges().stream()
        .filter(edge -> edge.dependency().equals(dependency))
        .findFirst()
        .orElseThrow();
  }

  EdgeVerdict verdict(String dependency) {
    return edge(dependency).verdict();
  }
}
