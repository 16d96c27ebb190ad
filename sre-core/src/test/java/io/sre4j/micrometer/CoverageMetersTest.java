package io.sre4j.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sre4j.SreEngine;
import io.sre4j.coverage.Coverage;
import io.sre4j.coverage.CoverageSettings;
import io.sre4j.finding.Hook;
import io.sre4j.signal.TraceState;
import io.sre4j.slo.Sli;
import io.sre4j.time.FakeTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The names that Prometheus scrapes, and that they say what the report says. */
class CoverageMetersTest {
  private final FakeTime time = new FakeTime(Instant.parse("2026-11-23T09:00:00Z"));
  private final SreEngine engine =
      SreEngine.builder().timeSource(time).manualTicks().sli(Sli.events("http")).build();
  private final Coverage coverage =
      Coverage.builder(engine)
          .settings(CoverageSettings.builder().warmUp(Duration.ZERO).build())
          .timeSource(time)
          .manual()
          .build();
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final CoverageMeters meters = new CoverageMeters(coverage);

  @AfterEach
  void close() {
    meters.close();
    coverage.close();
    engine.close();
  }

  private void serve(String route, TraceState state, int events) {
    IntStream.range(0, events)
        .forEach(i -> coverage.signals().routes().of(route, Set.of("http")).count(state));
  }

  private void inspect() {
    time.advance(Duration.ofSeconds(1));
    coverage.inspect();
  }

  private String scraped(String series) {
    return registry
        .scrape()
        .lines()
        .filter(line -> line.startsWith(series + " "))
        .map(line -> line.substring(series.length() + 1))
        .findFirst()
        .orElseThrow(() -> new AssertionError(series + " is not in\n" + registry.scrape()));
  }

  private String events(String state) {
    return scraped("sre_coverage_events_total{sli=\"http\",state=\"" + state + "\"}");
  }

  @Test
  void scrape_someTraffic_saysWhatTheReportSays() {
    coverage.signals().attached(Hook.OPERATIONS);
    meters.bindTo(registry);
    serve("GET /a", TraceState.SAMPLED, 60);
    serve("GET /a", TraceState.UNRECORDED, 15);
    serve("GET /a", TraceState.RECORDED, 5);
    serve("GET /b", TraceState.UNTRACED, 30);
    serve("GET /c", TraceState.UNOBSERVED, 10);
    inspect();
    assertThat(events("sampled")).isEqualTo("60.0");
    assertThat(events("unrecorded")).isEqualTo("15.0");
    assertThat(events("recorded")).isEqualTo("5.0");
    assertThat(events("untraced")).isEqualTo("30.0");
    assertThat(events("unobserved")).isEqualTo("10.0");
    assertThat(Double.parseDouble(scraped("sre_coverage_ratio{sli=\"http\"}")))
        .isEqualTo(80.0 / 120);
    assertThat(scraped("sre_coverage_finding{rule=\"SRE-001\"}")).isEqualTo("1.0");
    assertThat(scraped("sre_coverage_finding{rule=\"SRE-002\"}")).isEqualTo("0.0");
    assertThat(scraped("sre_coverage_findings{level=\"high\"}")).isEqualTo("1.0");
    assertThat(scraped("sre_coverage_findings{level=\"low\"}")).isEqualTo("0.0");
  }

  @Test
  void scrape_beforeTraffic_countsFromZero() {
    meters.bindTo(registry);
    coverage.signals().routes().of("GET /a", Set.of("http"));
    inspect();
    assertThat(events("sampled")).isEqualTo("0.0");
    assertThat(scraped("sre_coverage_ratio{sli=\"http\"}")).isEqualTo("NaN");
    assertThat(scraped("sre_coverage_dropped_total{what=\"findings\"}")).isEqualTo("0.0");
  }

  @Test
  void scrape_anotherSliAndSource_appearLater() {
    meters.bindTo(registry);
    inspect();
    AtomicLong dropped = new AtomicLong();
    coverage.signals().sources().dropped("traces", dropped::get);
    coverage.signals().routes().of("queue", Set.of("messages")).count(TraceState.SAMPLED);
    inspect();
    dropped.set(7);
    assertThat(scraped("sre_coverage_dropped_total{what=\"traces\"}")).isEqualTo("7.0");
    assertThat(scraped("sre_coverage_events_total{sli=\"messages\",state=\"sampled\"}"))
        .isEqualTo("1.0");
  }

  /** Counters only grow; the ratio is of the last hour. */
  @Test
  void scrape_anHourLater_ratioForgetsAndEventsDoNot() {
    meters.bindTo(registry);
    serve("GET /a", TraceState.UNTRACED, 50);
    inspect();
    assertThat(scraped("sre_coverage_ratio{sli=\"http\"}")).isEqualTo("0.0");
    IntStream.range(0, 13)
        .forEach(i -> {
          time.advance(Duration.ofMinutes(5));
          coverage.inspect();
        });
    assertThat(scraped("sre_coverage_ratio{sli=\"http\"}")).isEqualTo("NaN");
    assertThat(events("untraced")).isEqualTo("50.0");
  }

  @Test
  void close_bound_leavesNothing() {
    meters.bindTo(registry);
    meters.bindTo(registry);
    inspect();
    assertThat(registry.scrape()).contains("sre_coverage");
    meters.close();
    inspect();
    assertThat(registry.scrape()).doesNotContain("sre_coverage");
  }
}
