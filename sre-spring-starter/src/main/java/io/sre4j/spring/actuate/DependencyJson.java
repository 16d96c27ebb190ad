package io.sre4j.spring.actuate;

import io.sre4j.SreEngine;
import io.sre4j.dependency.BudgetShare;
import io.sre4j.dependency.Dependencies;
import io.sre4j.dependency.DependencyReport;
import io.sre4j.dependency.EdgeCounts;
import io.sre4j.dependency.EdgeVerdict;
import io.sre4j.dependency.RouteCeiling;
import io.sre4j.dependency.RouteDependencies;
import io.sre4j.finding.Proportion;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known of the dependencies, as the endpoint shows it. */
final class DependencyJson implements EndpointField {
  private static final double MEDIAN = 0.5;
  private static final double P99 = 0.99;

  private final SreEngine engine;
  private final Dependencies dependencies;

  DependencyJson(SreEngine engine, Dependencies dependencies) {
    this.engine = engine;
    this.dependencies = dependencies;
  }

  @Override
  public String name() {
    return "dependencies";
  }

  @Override
  public Map<String, @Nullable Object> read() {
    return of(dependencies.report(engine.report().slos()));
  }

  static Map<String, @Nullable Object> of(DependencyReport report) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("whatBurns", report.shares().stream().map(DependencyJson::share).toList());
    json.put("routes", report.routes().stream().map(DependencyJson::route).toList());
    json.put("callsBeyondLimits", report.beyond().calls());
    return json;
  }

  private static Map<String, @Nullable Object> share(BudgetShare share) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("slo", share.slo());
    json.put("dependency", share.dependency());
    json.put("last5m", share(share.last5m()));
    json.put("last1h", share(share.last1h()));
    json.put("last6h", share(share.last6h()));
    return json;
  }

  private static Map<String, @Nullable Object> share(Proportion burned) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("bad", burned.part());
    json.put("of", burned.whole());
    json.put("share", JsonValues.number(burned.value()));
    return json;
  }

  private static Map<String, @Nullable Object> route(RouteDependencies route) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("route", route.route());
    json.put("requests", route.requests());
    json.put("ceiling", ceiling(route.ceiling()));
    json.put("dependencies", route.edges().stream().map(DependencyJson::edge).toList());
    return json;
  }

  private static Map<String, @Nullable Object> ceiling(RouteCeiling ceiling) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("availability", JsonValues.number(ceiling.value()));
    json.put("low", JsonValues.number(ceiling.low()));
    json.put("high", JsonValues.number(ceiling.high()));
    json.put("hard", ceiling.hard());
    json.put("promises", ceiling.promises().stream().map(DependencyJson::promise).toList());
    return json;
  }

  private static Map<String, @Nullable Object> promise(RouteCeiling.Promise promise) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("slo", promise.slo());
    json.put("target", promise.target().ratio());
    json.put("standing", promise.standing().name());
    return json;
  }

  private static Map<String, @Nullable Object> edge(RouteDependencies.Edge edge) {
    EdgeCounts counts = edge.counts();
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("dependency", edge.dependency());
    json.put("hardness", edge.verdict().hardness().name());
    json.put("reason", edge.verdict().reason());
    json.put("badWhenFailed", interval(edge.verdict().whenFailed()));
    json.put("badWhenFine", interval(edge.verdict().whenFine()));
    json.put("difference", difference(edge.verdict()));
    json.put("requests", counts.requests());
    json.put("failedRequests", counts.failedRequests());
    json.put("calls", counts.calls());
    json.put("callsPerRequest", JsonValues.number(counts.callsPerRequest()));
    json.put("failedCalls", counts.failedCalls());
    json.put("retries", counts.retries());
    json.put("lateCalls", counts.lateCalls());
    json.put("meanMs", millis(counts.meanLatency()));
    json.put("p50BelowMs", millis(counts.latencyBelow(MEDIAN)));
    json.put("p99BelowMs", millis(counts.latencyBelow(P99)));
    return json;
  }

  private static Map<String, @Nullable Object> interval(Proportion bad) {
    Map<String, @Nullable Object> json = share(bad);
    json.put("low", JsonValues.number(bad.low()));
    json.put("high", JsonValues.number(bad.high()));
    return json;
  }

  private static Map<String, @Nullable Object> difference(EdgeVerdict verdict) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("value", JsonValues.number(verdict.difference().value()));
    json.put("low", JsonValues.number(verdict.difference().low()));
    json.put("high", JsonValues.number(verdict.difference().high()));
    return json;
  }

  private static @Nullable Double millis(Optional<Duration> duration) {
    return duration.map(JsonValues::millis).orElse(null);
  }
}
