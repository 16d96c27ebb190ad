package io.sre4j.otel.metrics;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.BatchCallback;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import io.sre4j.SreEngine;
import io.sre4j.dependency.BudgetShare;
import io.sre4j.dependency.Dependencies;
import io.sre4j.dependency.DependencyReport;
import io.sre4j.dependency.RouteDependencies;
import io.sre4j.finding.Proportion;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What the routes of a process call, as OpenTelemetry metrics.
 *
 * <table>
 * <caption>Metrics</caption>
 * <tr><th>OpenTelemetry</th><th>unit</th><th>Prometheus</th><th>what it is</th></tr>
 * <tr><td>{@code sre.dependency.calls} with {@code route}, {@code dependency}, {@code result} fine,
 *   failed</td><td>{@code {call}}</td><td>{@code sre_dependency_calls_total}</td>
 *   <td>counter of calls since the start; to sum up over instances. Of the first {@value
 *   #MAX_EDGES} pairs of a route and a dependency; all others are one, {@code other}</td></tr>
 * <tr><td>{@code sre.dependency.budget.share} with {@code slo}, {@code dependency}, {@code window}
 *   5m, 1h, 6h</td><td></td><td>{@code sre_dependency_budget_share}</td>
 *   <td>the part of an SLO's bad events that name the dependency, none without bad events; never
 *   to be averaged</td></tr>
 * </table>
 *
 * <p>Thread-safe.
 */
public final class OtelDependencies implements AutoCloseable {
  /** So many pairs of a route and a dependency are published. */
  public static final int MAX_EDGES = 100;

  private static final int MAX_SHARES = 600;
  private static final String SCOPE = "io.sre4j";
  private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("route");
  private static final AttributeKey<String> DEPENDENCY = AttributeKey.stringKey("dependency");
  private static final AttributeKey<String> RESULT = AttributeKey.stringKey("result");
  private static final AttributeKey<String> SLO = AttributeKey.stringKey("slo");
  private static final AttributeKey<String> WINDOW = AttributeKey.stringKey("window");

  private record Edge(String route, String dependency) {}

  private static final Edge OTHERS = new Edge(Dependencies.OTHER, Dependencies.OTHER);

  private final SreEngine engine;
  private final Dependencies dependencies;
  private final ObservableLongMeasurement calls;
  private final ObservableDoubleMeasurement shares;
  private final AtomicReference<Runnable> end;
  /*
   * Those that came first, as a counter that is published now and then is none; and how many calls
   * were fine at most: calls and failures are not read in one moment, and a counter must not fall.
   */
  private final Map<Edge, Long> published = new HashMap<>();

  private OtelDependencies(Meter meter, SreEngine engine, Dependencies dependencies) {
    this.engine = engine;
    this.dependencies = dependencies;
    this.calls =
        meter
            .counterBuilder("sre.dependency.calls")
            .setUnit("{call}")
            .setDescription("Calls to dependencies, by the route that made them")
            .buildObserver();
    this.shares =
        meter
            .gaugeBuilder("sre.dependency.budget.share")
            .setDescription("The part of an SLO's bad events that name the dependency")
            .buildObserver();
    BatchCallback callback = meter.batchCallback(this::observe, calls, shares);
    this.end = new AtomicReference<>(callback::close);
  }

  /**
   * Publishes what is called.
   *
   * @param engine whose SLOs are burned
   */
  public static OtelDependencies register(
      OpenTelemetry openTelemetry, SreEngine engine, Dependencies dependencies) {
    return new OtelDependencies(openTelemetry.getMeter(SCOPE), engine, dependencies);
  }

  private synchronized void observe() {
    DependencyReport report = dependencies.report(engine.report().slos());
    long others = report.beyond().calls();
    long othersFailed = report.beyond().failedCalls();
    for (RouteDependencies route : report.routes()) {
      for (RouteDependencies.Edge edge : route.edges()) {
        Edge key = new Edge(route.route(), edge.dependency());
        if (isPublished(key)) {
          observe(key, edge.counts().calls(), edge.counts().failedCalls());
        } else {
          others += edge.counts().calls();
          othersFailed += edge.counts().failedCalls();
        }
      }
    }
    if (others > 0) {
      observe(OTHERS, others, othersFailed);
    }
    report.shares().stream().limit(MAX_SHARES).forEach(this::observe);
  }

  private boolean isPublished(Edge edge) {
    return !edge.equals(OTHERS) && (published.containsKey(edge) || published.size() < MAX_EDGES);
  }

  private void observe(Edge edge, long all, long failed) {
    long fine = published.merge(edge, all - failed, Math::max);
    calls.record(fine, of(edge, "fine"));
    calls.record(failed, of(edge, "failed"));
  }

  private static Attributes of(Edge edge, String result) {
    return Attributes.of(ROUTE, edge.route, DEPENDENCY, edge.dependency, RESULT, result);
  }

  private void observe(BudgetShare share) {
    observe(share, "5m", share.last5m());
    observe(share, "1h", share.last1h());
    observe(share, "6h", share.last6h());
  }

  private void observe(BudgetShare share, String window, Proportion part) {
    if (part.whole() > 0) {
      shares.record(
          part.value(),
          Attributes.of(SLO, share.slo(), DEPENDENCY, share.dependency(), WINDOW, window));
    }
  }

  /** Takes the metrics back. */
  @Override
  public void close() {
    end.getAndSet(() -> {}).run();
  }
}
