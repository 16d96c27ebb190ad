package io.sre4j.dependency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sre4j.dependency.SyntheticGraph.Called;
import io.sre4j.dependency.SyntheticGraph.Request;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;

/** Verdicts over 1,000 graphs whose truth is known, counted by the real counters. */
class DependencyVerdictOracleTest {
  private static final long SEED = Long.getLong("sre4j.seed", 20_261_123);
  private static final int GRAPHS = 1_000;
  private static final int EVERY = 50;

  private int edges;
  private int right;
  private int wrong;
  private int rightAtTwenty;
  private int young;

  @Test
  void verdicts_ofGraphsWithTwentyFailuresForEachEdge_are95PercentRight() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < GRAPHS; i++) {
      SyntheticGraph graph = new SyntheticGraph(random.split());
      boolean[][] ripe = new boolean[graph.hard.length][graph.hard[0].length];
      for (int request = 0; !isRipe(graph, ripe); request++) {
        graph.next();
        if (request % EVERY == 0) {
          youngAreUnknown(graph);
        }
      }
      judge(graph);
    }
    System.out.printf(
        "seed %d: %,d edges of %,d graphs: %,d right (%.2f %%), %,d wrong, %,d unknown; "
            + "%,d right (%.2f %%) at their 20th failure; %,d readings before it, all unknown%n",
        SEED,
        edges,
        GRAPHS,
        right,
        100.0 * right / edges,
        wrong,
        edges - right - wrong,
        rightAtTwenty,
        100.0 * rightAtTwenty / edges,
        young);
    int most = (int) Math.ceil(0.95 * edges);
    assertThat(right).as("seed %d", SEED).isGreaterThanOrEqualTo(most);
    assertThat(rightAtTwenty).as("seed %d", SEED).isGreaterThanOrEqualTo(most);
    assertThat(wrong).as("hard for soft or soft for hard").isLessThanOrEqualTo(edges / 1_000);
    assertThat(young).isPositive();
  }

  /** Whether each edge has failed alone 20 times; looks at each at that moment. */
  private boolean isRipe(SyntheticGraph graph, boolean[][] ripe) {
    boolean all = true;
    for (int r = 0; r < ripe.length; r++) {
      for (int d = 0; d < ripe[r].length; d++) {
        if (!ripe[r][d] && graph.alone[r][d] >= 20) {
          ripe[r][d] = true;
          Hardness hardness = graph.verdict(graph.dependencies.report(List.of()), r, d);
          rightAtTwenty += hardness == truth(graph, r, d) ? 1 : 0;
        }
        all &= ripe[r][d];
      }
    }
    return all;
  }

  private static Hardness truth(SyntheticGraph graph, int route, int dependency) {
    return graph.hard[route][dependency] ? Hardness.HARD : Hardness.SOFT;
  }

  private void youngAreUnknown(SyntheticGraph graph) {
    DependencyReport report = graph.dependencies.report(List.of());
    for (int r = 0; r < graph.hard.length; r++) {
      for (int d = 0; d < graph.hard[r].length; d++) {
        if (graph.alone[r][d] < 20) {
          young++;
          assertThat(graph.verdict(report, r, d)).as("seed %d", SEED).isEqualTo(Hardness.UNKNOWN);
        }
      }
    }
  }

  private void judge(SyntheticGraph graph) {
    DependencyReport report = graph.dependencies.report(List.of());
    for (int r = 0; r < graph.hard.length; r++) {
      double ceiling = 1;
      for (int d = 0; d < graph.hard[r].length; d++) {
        RouteDependencies.Edge edge = graph.edge(report, r, d);
        agrees(edge.counts(), graph, r, d);
        Hardness hardness = edge.verdict().hardness();
        edges++;
        right += hardness == truth(graph, r, d) ? 1 : 0;
        wrong += hardness != truth(graph, r, d) && hardness != Hardness.UNKNOWN ? 1 : 0;
        if (hardness == Hardness.HARD) {
          ceiling *= 1 - (double) graph.failed(r, d) / graph.requestsOf(r);
        }
      }
      assertThat(graph.of(report, r).requests()).isEqualTo(graph.requestsOf(r));
      RouteCeiling read = graph.of(report, r).ceiling();
      assertThat(read.value()).as("seed %d", SEED).isCloseTo(ceiling, within(1e-12));
      assertThat(read.value()).isBetween(read.low(), read.high());
    }
  }

  private static void agrees(EdgeCounts counts, SyntheticGraph graph, int route, int dependency) {
    long bad =
        graph.requests.stream()
            .filter(r -> r.bad() && SyntheticGraph.isAlone(r, route, dependency))
            .count();
    assertThat(counts.failedAlone().whole()).isEqualTo(graph.failedAlone(route, dependency));
    assertThat(graph.alone[route][dependency]).isEqualTo(counts.failedAlone().whole());
    assertThat(counts.failedAlone().part()).isEqualTo(bad);
    assertThat(counts.failedRequests()).isEqualTo(graph.failed(route, dependency));
    assertThat(counts.calls()).isEqualTo(sum(graph, route, dependency, Called::calls));
    assertThat(counts.failedCalls()).isEqualTo(sum(graph, route, dependency, Called::failed));
    assertThat(counts.retries()).isEqualTo(sum(graph, route, dependency, c -> c.calls() - 1));
    assertThat(counts.requests()).isEqualTo(sum(graph, route, dependency, c -> 1));
    long fine =
        graph.requests.stream()
            .filter(r -> r.route() == route && calls(r, dependency))
            .filter(r -> r.called().stream().allMatch(c -> c.failed() == 0))
            .count();
    assertThat(counts.allFine().whole()).isEqualTo(fine);
  }

  private static boolean calls(Request request, int dependency) {
    return request.called().stream().anyMatch(c -> c.dependency() == dependency);
  }

  private static long sum(
      SyntheticGraph graph, int route, int dependency, ToLongFunction<Called> what) {
    return graph.requests.stream()
        .filter(request -> request.route() == route)
        .flatMap(request -> request.called().stream())
        .filter(called -> called.dependency() == dependency)
        .mapToLong(what)
        .sum();
  }
}
