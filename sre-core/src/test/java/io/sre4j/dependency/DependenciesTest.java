package io.sre4j.dependency;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.sli.Outcome;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DependenciesTest {
  private final Dependencies dependencies = new Dependencies();

  @Test
  void named_again_isTheSameObject() {
    assertThat(dependencies.named("inventory")).isSameAs(dependencies.named("inventory"));
    assertThat(dependencies.named("other")).isSameAs(Dependency.OTHER);
  }

  @Test
  void named_tooMany_areOther() {
    for (int i = 0; i < Dependencies.MAX_NAMES; i++) {
      assertThat(dependencies.named("d" + i).name()).isEqualTo("d" + i);
    }
    assertThat(dependencies.named("one more")).isSameAs(Dependency.OTHER);
    assertThat(dependencies.named("d7").name()).isEqualTo("d7");
  }

  @Test
  void named_long_isCutAndStillTheSame() {
    Dependency cut = dependencies.named("x".repeat(1_000));
    assertThat(cut.name()).hasSize(200);
    assertThat(dependencies.named("x".repeat(1_000))).isSameAs(cut);
  }

  @Test
  void routes_tooMany_areOther() {
    for (int i = 0; i < Dependencies.MAX_ROUTES; i++) {
      assertThat(dependencies.route("GET /" + i, Set.of("http")).route()).isEqualTo("GET /" + i);
    }
    RouteCalls other = dependencies.route("GET /more", Set.of("http"));
    assertThat(other.route()).isEqualTo("other");
    assertThat(other).isSameAs(dependencies.route("GET /even/more", Set.of()));
    assertThat(dependencies.route("GET /7", Set.of()))
        .isSameAs(dependencies.route("GET /7", Set.of()));
  }

  @Test
  void edges_tooMany_areCountedTogether() {
    for (int i = 0; i < 1_200; i++) {
      call("GET /" + i % 400, "d" + i / 400, 1);
    }
    DependencyReport report = dependencies.report(List.of());
    assertThat(report.routes()).hasSize(400);
    assertThat(report.routes().stream().mapToInt(route -> route.edges().size()).sum())
        .isEqualTo(Dependencies.MAX_EDGES);
    assertThat(report.beyond().calls()).isEqualTo(200);
    call("GET /0", "d0", 5);
    assertThat(dependencies.report(List.of()).routes().get(0).edges().get(0).counts().calls())
        .as("those that are known go on")
        .isEqualTo(6);
  }

  /** Several things counted together fail for several reasons. */
  @Test
  void verdict_ofOther_isUnknown() {
    Calls calls = new Calls().requests(100, Outcome.GOOD, "other");
    calls.requests(100, Outcome.BAD, "other!");
    assertThat(calls.verdict("other").hardness()).isEqualTo(Hardness.UNKNOWN);
    assertThat(calls.verdict("other").reason()).contains("counted together");
  }

  @Test
  void report_severalRoutes_hasTheWorstFirst() {
    call("GET /quiet", "a", 1);
    call("GET /busy", "a", 9);
    dependencies.route("GET /alone", Set.of()).ended(Outcome.BAD, null);
    assertThat(dependencies.report(List.of()).routes())
        .extracting(RouteDependencies::route)
        .containsExactly("GET /busy", "GET /quiet");
  }

  private void call(String route, String to, int times) {
    RequestCalls calls = new RequestCalls();
    for (int i = 0; i < times; i++) {
      calls.called(dependencies.named(to), RequestCalls.Result.FINE, 1);
    }
    dependencies.route(route, Set.of()).ended(Outcome.GOOD, calls);
  }
}
