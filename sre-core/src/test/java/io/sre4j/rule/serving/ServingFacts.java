package io.sre4j.rule.serving;

import io.sre4j.facts.Facts;
import io.sre4j.facts.PageFacts;
import io.sre4j.facts.RouteFacts;
import io.sre4j.facts.SpanFacts;
import io.sre4j.facts.TraceCounts;
import io.sre4j.finding.Hook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Facts, made piece by piece. */
final class ServingFacts {
  private final List<RouteFacts> routes = new ArrayList<>();
  private final List<PageFacts> pages = new ArrayList<>();
  private final Set<Hook> hooks = EnumSet.of(Hook.OPERATIONS);
  private Duration observed = Duration.ofHours(1);

  /** A route of the SLI http, whose covered events are sampled. */
  ServingFacts route(String route, long uncovered, long covered) {
    return route(route, new TraceCounts(0, uncovered, 0, 0, covered), "http");
  }

  ServingFacts route(String route, TraceCounts counts, String... slis) {
    routes.add(new RouteFacts(route, Set.of(slis), counts));
    return this;
  }

  ServingFacts page(String slo, double badEvents) {
    pages.add(new PageFacts(slo, "http", "page 1h/5m", badEvents));
    return this;
  }

  ServingFacts observed(Duration length) {
    this.observed = length;
    return this;
  }

  ServingFacts keeper() {
    hooks.add(Hook.KEEPER);
    return this;
  }

  Facts facts() {
    return new Facts(
        observed,
        0.99,
        hooks,
        routes,
        pages,
        Map.of(),
        false,
        SpanFacts.NONE,
        List.of(),
        Facts.HostFacts.UNKNOWN);
  }
}
