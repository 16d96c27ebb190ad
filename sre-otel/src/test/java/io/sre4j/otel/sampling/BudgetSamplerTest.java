package io.sre4j.otel.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import io.sre4j.SreEngine;
import io.sre4j.sli.Outcome;
import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Sli;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import io.sre4j.time.FakeTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BudgetSamplerTest {
  private static final long SEED = 11;

  private final FakeTime time = new FakeTime(Instant.parse("2026-11-23T09:00:00Z"));
  private final SreEngine engine =
      SreEngine.builder()
          .timeSource(time)
          .manualTicks()
          .sli(Sli.events("checkout"))
          .sli(Sli.events("search"))
          .slo(slo("checkout"))
          .slo(slo("search"))
          .build();
  private final BudgetSampler sampler =
      BudgetSampler.builder()
          .group("checkout", List.of("POST /checkout/{id}"), List.of("checkout"))
          .group("search", List.of("/search/**"), List.of("search"))
          .clock(() -> time.now().nanos())
          .build();

  private static Slo slo(String name) {
    return Slo.builder(name).objective(Objective.availability(name, Target.of("99.9%"))).build();
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private void serve(String sli, int bad, int seconds) {
    for (int second = 0; second < seconds; second++) {
      for (int i = 0; i < 100; i++) {
        engine.recorder(sli).record(i < bad ? Outcome.BAD : Outcome.GOOD);
      }
      time.advance(Duration.ofSeconds(1));
      assertThat(engine.tick()).isNotNull();
      sampler.tick();
    }
  }

  private SamplingResult decide(String traceId, String method, String path) {
    return sampler.shouldSample(
        Context.root(),
        traceId,
        method,
        SpanKind.SERVER,
        Attributes.of(
            AttributeKey.stringKey("http.request.method"),
            method,
            AttributeKey.stringKey("url.path"),
            path),
        List.of());
  }

  @Test
  void tick_budgetOfAGroupBurns_itsRatioRisesToTheCeilingAtOnce() {
    sampler.follow(engine);
    serve("search", 0, 60);
    serve("checkout", 0, 60);
    assertThat(sampler.ratios().get("checkout")).isCloseTo(0.01, within(1e-6));
    serve("checkout", 50, 5);
    assertThat(sampler.ratios().get("checkout")).isCloseTo(0.5, within(1e-6));
    assertThat(sampler.ratios().get("search")).isCloseTo(0.01, within(1e-6));
    assertThat(sampler.ratios().get("all")).isCloseTo(0.5, within(1e-6));
  }

  @Test
  void shouldSample_route_followsItsGroup() {
    sampler.follow(engine);
    serve("checkout", 50, 60);
    Random random = new Random(SEED);
    int checkout = 0;
    int search = 0;
    for (int i = 0; i < 20_000; i++) {
      String traceId = "%016x%016x".formatted(random.nextLong(), random.nextLong());
      checkout += isSampled(decide(traceId, "POST", "/checkout/7")) ? 1 : 0;
      search += isSampled(decide(traceId, "GET", "/search/a/b")) ? 1 : 0;
    }
    assertThat(checkout).as("seed " + SEED).isBetween(9_600, 10_400);
    assertThat(search).as("seed " + SEED).isBetween(130, 270);
  }

  private static boolean isSampled(SamplingResult result) {
    return result.getDecision() == SamplingDecision.RECORD_AND_SAMPLE;
  }

  @Test
  void threshold_ofRatios_isThatOfTheSpecification() {
    assertThat(state(0.25)).isEqualTo("th:c");
    assertThat(state(0.5)).isEqualTo("th:8");
    assertThat(state(1)).isEqualTo("th:0");
    assertThat(Threshold.of(0.01).ratio()).isCloseTo(0.01, within(1e-6));
    assertThat(Threshold.of(0).ratio()).isGreaterThan(0);
  }

  private static String state(double ratio) {
    return String.valueOf(
        Threshold.of(ratio).getUpdatedTraceState(TraceState.getDefault()).get("ot"));
  }

  @Test
  void threshold_stateOfTheCaller_keepsTheRest() {
    TraceState caller =
        TraceState.builder().put("vendor", "x").put("ot", "th:0;rv:ffffffffffffff").build();
    TraceState updated = Threshold.of(0.25).getUpdatedTraceState(caller);
    assertThat(updated.get("ot")).isEqualTo("th:c;rv:ffffffffffffff");
    assertThat(updated.get("vendor")).isEqualTo("x");
    String low = "0".repeat(31) + "1";
    assertThat(Threshold.of(0.25).takes(low, TraceState.getDefault())).isFalse();
    assertThat(Threshold.of(0.25).takes(low, caller)).isTrue();
  }

  @Test
  void matches_templates_asTheyAreWritten() {
    assertThat(RouteTemplate.of("POST /checkout/{id}").matches("POST", "/checkout/7")).isTrue();
    assertThat(RouteTemplate.of("POST /checkout/{id}").matches("GET", "/checkout/7")).isFalse();
    assertThat(RouteTemplate.of("/checkout/*").matches("GET", "/checkout/7/items")).isFalse();
    assertThat(RouteTemplate.of("/checkout/*/items").matches("GET", "/checkout/7/items")).isTrue();
    assertThat(RouteTemplate.of("/checkout/**").matches("GET", "/checkout")).isTrue();
    assertThat(RouteTemplate.of("/checkout").matches("GET", "/checkouts")).isFalse();
    assertThat(RouteTemplate.of("/checkout").matches(null, "/checkout")).isTrue();
  }

  @Test
  void build_wrongRatios_areNamed() {
    assertThatThrownBy(() -> BudgetSampler.builder().floor(0).build())
        .isInstanceOf(InvalidDefinitionException.class)
        .hasMessageContaining("sampler.floor = 0.0");
    assertThatThrownBy(() -> BudgetSampler.builder().floor(0.5).ceiling(0.1).build())
        .hasMessageContaining("sampler.ceiling = 0.1");
  }
}
