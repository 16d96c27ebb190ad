package io.sre4j.otel.metrics;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.BatchCallback;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import io.sre4j.coverage.Coverage;
import io.sre4j.coverage.report.CoverageReport;
import io.sre4j.coverage.report.SliCoverage;
import io.sre4j.facts.TraceCounts;
import io.sre4j.finding.FindingState;
import io.sre4j.finding.Level;
import io.sre4j.finding.Verdict;
import java.lang.System.Logger;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The coverage of a process as OpenTelemetry metrics: what the last inspection saw, at most 10
 * seconds ago.
 *
 * <table>
 * <caption>Metrics</caption>
 * <tr><th>OpenTelemetry</th><th>unit</th><th>Prometheus</th><th>what it is</th></tr>
 * <tr><td>{@code sre.coverage.events} with {@code sli}, {@code state}</td>
 *   <td>{@code {event}}</td><td>{@code sre_coverage_events_total}</td>
 *   <td>counter of served events by what tracing knows of them, all states from zero on; to sum up
 *   over instances</td></tr>
 * <tr><td>{@code sre.coverage.ratio} with {@code sli}</td><td></td>
 *   <td>{@code sre_coverage_ratio}</td>
 *   <td>the share of the last hour's events that belong to a trace, none without events; never to
 *   be averaged</td></tr>
 * <tr><td>{@code sre.coverage.findings} with {@code level}</td><td>{@code {finding}}</td>
 *   <td>{@code sre_coverage_findings}</td><td>how many there are now, all levels from zero on</td>
 *   </tr>
 * <tr><td>{@code sre.coverage.finding} with {@code rule}</td><td></td>
 *   <td>{@code sre_coverage_finding}</td><td>1 while the rule fails, else 0</td></tr>
 * <tr><td>{@code sre.coverage.dropped} with {@code what}</td><td>{@code {item}}</td>
 *   <td>{@code sre_coverage_dropped_total}</td><td>counter of what was left out, by kind</td></tr>
 * </table>
 *
 * <p>They are those of Micrometer's {@code CoverageMeters}, series by series, of the first 399 SLIs
 * by name: an SDK keeps 2,000 series of an instrument, and each SLI has five. Thread-safe.
 */
public final class OtelCoverage implements AutoCloseable {
  private static final Logger LOG = System.getLogger(OtelCoverage.class.getName());
  private static final int STATES = 5;
  private static final int MAX_SLIS = OtelMeters.DEFAULT_MAX_SERIES / STATES;
  private static final String SCOPE = "io.sre4j";
  private static final AttributeKey<String> SLI = AttributeKey.stringKey("sli");
  private static final AttributeKey<String> STATE = AttributeKey.stringKey("state");
  private static final AttributeKey<String> LEVEL = AttributeKey.stringKey("level");
  private static final AttributeKey<String> WHAT = AttributeKey.stringKey("what");
  private static final AttributeKey<String> RULE = AttributeKey.stringKey("rule");

  private static final Published<Coverage> PUBLISHED = new Published<>();

  private final Coverage coverage;
  private final ObservableLongMeasurement events;
  private final ObservableDoubleMeasurement ratio;
  private final ObservableLongMeasurement findings;
  private final ObservableLongMeasurement finding;
  private final ObservableLongMeasurement dropped;
  private final AtomicReference<Runnable> end = new AtomicReference<>(() -> {});

  private OtelCoverage(Meter meter, Coverage coverage) {
    this.coverage = coverage;
    this.events =
        counter(meter, "events", "{event}", "Served events by what tracing knows of them");
    this.ratio =
        meter
            .gaugeBuilder("sre.coverage.ratio")
            .setDescription("The share of the last hour's events that belong to a trace")
            .buildObserver();
    this.findings = gauge(meter, "findings", "{finding}", "Findings of the last inspection");
    this.finding = gauge(meter, "finding", "", "1 while the rule fails");
    this.dropped = counter(meter, "dropped", "{item}", "What was left out");
  }

  private static ObservableLongMeasurement counter(
      Meter meter, String name, String unit, String description) {
    return meter
        .counterBuilder("sre.coverage." + name)
        .setUnit(unit)
        .setDescription(description)
        .buildObserver();
  }

  private static ObservableLongMeasurement gauge(
      Meter meter, String name, String unit, String description) {
    return meter
        .gaugeBuilder("sre.coverage." + name)
        .ofLongs()
        .setUnit(unit)
        .setDescription(description)
        .buildObserver();
  }

  /**
   * Publishes the coverage, once: whoever comes later gets one that does nothing, and a line in the
   * log.
   */
  public static OtelCoverage register(OpenTelemetry openTelemetry, Coverage coverage) {
    Meter meter = openTelemetry.getMeter(SCOPE);
    OtelCoverage meters = new OtelCoverage(meter, coverage);
    if (!PUBLISHED.claim(openTelemetry, coverage)) {
      LOG.log(
          Logger.Level.WARNING,
          "This coverage is published to this OpenTelemetry already; once is enough.");
      return meters;
    }
    BatchCallback callback =
        meter.batchCallback(
            meters::observe,
            meters.events,
            meters.ratio,
            meters.findings,
            meters.finding,
            meters.dropped);
    meters.end.set(() -> {
      callback.close();
      PUBLISHED.release(openTelemetry, coverage);
    });
    return meters;
  }

  private void observe() {
    CoverageReport report = coverage.report();
    report.slis().stream().limit(MAX_SLIS).forEach(this::observe);
    for (Level level : Level.values()) {
      long count = report.findings().stream().filter(f -> f.level() == level).count();
      findings.record(count, Attributes.of(LEVEL, level.name().toLowerCase(Locale.ROOT)));
    }
    for (Verdict verdict : report.verdicts()) {
      boolean fails = verdict.state() == FindingState.FAIL;
      finding.record(fails ? 1 : 0, Attributes.of(RULE, verdict.rule().id()));
    }
    coverage.dropped().forEach((what, count) -> dropped.record(count, Attributes.of(WHAT, what)));
  }

  private void observe(SliCoverage of) {
    TraceCounts total = of.total();
    observe(of, "unobserved", total.unobserved());
    observe(of, "untraced", total.untraced());
    observe(of, "unrecorded", total.unrecorded());
    observe(of, "recorded", total.recorded());
    observe(of, "sampled", total.sampled());
    if (of.recent().served() > 0) {
      ratio.record(of.recent().coverage().value(), Attributes.of(SLI, of.sli()));
    }
  }

  private void observe(SliCoverage of, String state, long count) {
    events.record(count, Attributes.of(SLI, of.sli(), STATE, state));
  }

  /** Takes the metrics back; the coverage goes on. */
  @Override
  public void close() {
    end.getAndSet(() -> {}).run();
  }
}
