package io.sre4j.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sre4j.SreEngine;
import io.sre4j.artifact.PrometheusRules;
import io.sre4j.sli.Outcome;
import io.sre4j.sli.SliRecorder;
import io.sre4j.slo.AlertPolicy;
import io.sre4j.slo.Budgeting;
import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Sli;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import io.sre4j.slo.TimeWindow;
import io.sre4j.time.FakeTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The names that Prometheus scrapes, what they say, and that they come and go with their SLO. */
class SreMetersTest {
  private final FakeTime time = new FakeTime(Instant.parse("2026-11-23T09:00:00Z"));
  private final SreEngine engine =
      SreEngine.builder()
          .timeSource(time)
          .manualTicks()
          .sli(Sli.events("checkout"))
          .slo(availability("checkout-availability"))
          .build();
  private final SliRecorder recorder = engine.recorder("checkout");
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final SreMeters meters = new SreMeters(engine);

  @AfterEach
  void close() {
    engine.close();
  }

  private static Slo availability(String name) {
    return Slo.builder(name)
        .objective(Objective.availability("checkout", Target.of("99.9%")))
        .owner("team-shop")
        .build();
  }

  private void record(Outcome outcome, int times) {
    for (int i = 0; i < times; i++) {
      recorder.record(outcome, 1_000_000);
    }
  }

  private void tick() {
    time.advance(Duration.ofSeconds(1));
    engine.tick();
  }

  /** The value of one series as it is scraped; fails if it is not there. */
  private String scraped(String series) {
    return registry
        .scrape()
        .lines()
        .filter(line -> line.startsWith(series + " "))
        .map(line -> line.substring(series.length() + 1))
        .findFirst()
        .orElseThrow(() -> new AssertionError(series + " is not in\n" + registry.scrape()));
  }

  private static String events(String slo, String outcome) {
    return "sre_slo_events_total{outcome=\"" + outcome + "\",slo=\"" + slo + "\"}";
  }

  @Test
  void scrape_nothingRecorded_allSeriesAtZero() {
    meters.bindTo(registry);
    for (String outcome : List.of("good", "bad", "excluded")) {
      assertThat(scraped(events("checkout-availability", outcome))).isEqualTo("0.0");
    }
    assertThat(scraped("sre_slo_burn_rate{slo=\"checkout-availability\",window=\"5m\"}"))
        .isEqualTo("NaN");
    assertThat(scraped("sre_slo_budget_remaining{slo=\"checkout-availability\"}")).isEqualTo("NaN");
  }

  @Test
  void scrape_events_countedBurnedAndSpent() {
    meters.bindTo(registry);
    record(Outcome.GOOD, 998);
    record(Outcome.BAD, 2);
    record(Outcome.EXCLUDED, 5);
    tick();
    assertThat(scraped(events("checkout-availability", "good"))).isEqualTo("998.0");
    assertThat(scraped(events("checkout-availability", "bad"))).isEqualTo("2.0");
    assertThat(scraped(events("checkout-availability", "excluded"))).isEqualTo("5.0");
    for (String window : List.of("5m", "30m", "1h", "6h", "3d", "30d")) {
      String series = "sre_slo_burn_rate{slo=\"checkout-availability\",window=\"" + window + "\"}";
      assertThat(Double.parseDouble(scraped(series))).isEqualTo(2, within(1e-9));
    }
    assertThat(
            Double.parseDouble(scraped("sre_slo_budget_remaining{slo=\"checkout-availability\"}")))
        .isEqualTo(-1, within(1e-9));
    assertThat(
            Double.parseDouble(scraped("sre_slo_budget_coverage{slo=\"checkout-availability\"}")))
        .isEqualTo(1 / (30 * 86_400.0), within(1e-9));
  }

  @Test
  void scrape_definition_targetPeriodInSecondsAndInfo() {
    meters.bindTo(registry);
    assertThat(scraped("sre_slo_objective{slo=\"checkout-availability\"}")).isEqualTo("0.999");
    assertThat(Double.parseDouble(scraped("sre_slo_window_seconds{slo=\"checkout-availability\"}")))
        .isEqualTo(2_592_000);
    assertThat(
            scraped(
                "sre_slo_info{alerting=\"google\",budgeting=\"occurrences\",owner=\"team-shop\","
                    + "period=\"30d\",sli=\"checkout\",slo=\"checkout-availability\"}"))
        .isEqualTo("1");
    assertThat(scraped("sre_slo_unpublished")).isEqualTo("0.0");
  }

  /** What the rules ask for is what is scraped: names, and labels with their values. */
  @Test
  void scrape_seriesOfTheRules_areThere() {
    meters.bindTo(registry);
    for (PrometheusRules.Style style : PrometheusRules.Style.values()) {
      String rules =
          PrometheusRules.of(List.of(availability("checkout-availability")), style).yaml();
      List<String> asked =
          Pattern.compile("sre_slo_events_total\\{([^}\\\\]*)\\}")
              .matcher(rules)
              .results()
              .map(found -> found.group(1))
              .distinct()
              .toList();
      assertThat(asked).isNotEmpty();
      for (String matchers : asked) {
        assertThat(matchers).contains("slo=\"checkout-availability\"").contains("outcome=");
        String outcomes = matchers.replaceAll(".*outcome=~?\"([^\"]*)\".*", "$1");
        for (String outcome : outcomes.split("\\|", -1)) {
          scraped(events("checkout-availability", outcome));
        }
      }
    }
  }

  @Test
  void events_windowIsOver_counterDoesNotFall() {
    Slo minutes =
        Slo.builder("minutes")
            .objective(Objective.availability("checkout", Target.of("99%")))
            .window(TimeWindow.rolling(Duration.ofHours(1)))
            .alerting(AlertPolicy.none())
            .build();
    engine.add(minutes);
    meters.bindTo(registry);
    record(Outcome.BAD, 7);
    tick();
    time.advance(Duration.ofHours(2));
    engine.tick();
    assertThat(engine.status("minutes").events().bad()).isZero();
    assertThat(scraped(events("minutes", "bad"))).isEqualTo("7.0");
    engine.exclude("drill", "minutes");
    record(Outcome.BAD, 3);
    tick();
    assertThat(scraped(events("minutes", "bad"))).isEqualTo("7.0");
    assertThat(scraped(events("minutes", "excluded"))).isEqualTo("3.0");
  }

  @Test
  void events_slicesAndLatency_countedAsEventsOfThatObjective() {
    engine.add(
        Slo.builder("sliced")
            .objective(Objective.latency("checkout", Duration.ofMillis(300), Target.of("99%")))
            .budgeting(Budgeting.timeslices(Duration.ofMinutes(1), Target.of("95%")))
            .build());
    meters.bindTo(registry);
    recorder.record(Outcome.GOOD, Duration.ofMillis(299).toNanos());
    recorder.record(Outcome.GOOD, Duration.ofMillis(301).toNanos());
    recorder.record(Outcome.BAD, 1);
    tick();
    assertThat(scraped(events("sliced", "good"))).isEqualTo("1.0");
    assertThat(scraped(events("sliced", "bad"))).isEqualTo("2.0");
    assertThat(scraped(events("checkout-availability", "bad"))).isEqualTo("1.0");
  }

  @Test
  void composite_hasNoObjective() {
    engine.add(
        Slo.builder("both")
            .objective(Objective.availability("checkout", Target.of("99.9%")))
            .objective(Objective.latency("checkout", Duration.ofMillis(300), Target.of("99%")))
            .build());
    meters.bindTo(registry);
    assertThat(registry.scrape())
        .contains(events("both", "good"))
        .contains("sli=\"composite\",slo=\"both\"")
        .doesNotContain("sre_slo_objective{slo=\"both\"");
  }

  @Test
  void slos_addedAndRemovedAtRunTime_appearAndVanish() {
    meters.bindTo(registry);
    engine.add(availability("late"));
    record(Outcome.BAD, 1);
    tick();
    assertThat(scraped(events("late", "bad"))).isEqualTo("1.0");
    engine.remove("late");
    assertThat(registry.scrape()).doesNotContain("slo=\"late\"").contains("checkout-availability");
    engine.add(availability("late"));
    assertThat(scraped(events("late", "bad"))).as("begins anew").isEqualTo("0.0");
  }

  @Test
  void slos_moreThanTheCap_countedNotPublished() {
    meters.close();
    try (SreMeters few = new SreMeters(engine, 2)) {
      few.bindTo(registry);
      engine.add(availability("z1"));
      engine.add(availability("z2"));
      assertThat(registry.scrape()).contains("slo=\"z1\"").doesNotContain("slo=\"z2\"");
      assertThat(scraped("sre_slo_unpublished")).isEqualTo("1.0");
      engine.remove("z1");
      assertThat(registry.scrape()).contains("slo=\"z2\"");
      assertThat(scraped("sre_slo_unpublished")).isEqualTo("0.0");
    }
    assertThatThrownBy(() -> new SreMeters(engine, 0))
        .isInstanceOf(InvalidDefinitionException.class)
        .hasMessageContaining("maxSlos");
  }

  @Test
  void info_longOwner_isCut() {
    engine.add(
        Slo.builder("long")
            .objective(Objective.availability("checkout", Target.of("99.9%")))
            .owner("x".repeat(1_000))
            .build());
    meters.bindTo(registry);
    assertThat(registry.scrape()).contains("owner=\"" + "x".repeat(120) + "\"");
  }

  @Test
  void close_metersVanishAndEngineGoesOn() {
    meters.bindTo(registry);
    meters.bindTo(registry);
    MeterRegistry other = new SimpleMeterRegistry();
    meters.bindTo(other);
    assertThat(other.getMeters()).isNotEmpty();
    meters.close();
    assertThat(registry.getMeters()).isEmpty();
    assertThat(other.getMeters()).isEmpty();
    engine.add(availability("late"));
    assertThat(registry.getMeters()).isEmpty();
    record(Outcome.BAD, 1);
    tick();
    assertThat(engine.status("late").counted().bad()).isEqualTo(1);
  }

  /** Burn rates are read while somebody holds the engine's lock, here from within a tick. */
  @Test
  @Timeout(30)
  void burnRates_engineBusy_areReadWithoutWaiting() throws InterruptedException {
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch read = new CountDownLatch(1);
    SreEngine probed =
        SreEngine.builder()
            .timeSource(time)
            .manualTicks()
            .sli(Sli.events("http"))
            .probe(
                Sli.up("up"),
                () -> {
                  busy.countDown();
                  awaitQuietly(read);
                  return true;
                })
            .slo(
                Slo.builder("s")
                    .objective(Objective.availability("http", Target.of("99.9%")))
                    .build())
            .build();
    MeterRegistry simple = new SimpleMeterRegistry();
    new SreMeters(probed).bindTo(simple);
    time.advance(Duration.ofSeconds(1));
    Thread ticker = new Thread(probed::tick, "ticking");
    ticker.start();
    busy.await();
    double rate = simple.get("sre.slo.burn_rate").tag("window", "5m").gauge().value();
    double left = simple.get("sre.slo.budget.remaining").gauge().value();
    read.countDown();
    ticker.join();
    assertThat(rate).isNaN();
    assertThat(left).isNaN();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
