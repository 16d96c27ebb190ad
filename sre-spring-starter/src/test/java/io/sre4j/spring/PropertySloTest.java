package io.sre4j.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sre4j.SreEngine;
import io.sre4j.report.SliStatus;
import io.sre4j.slo.Budgeting;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import io.sre4j.spring.web.HttpSlis;
import io.sre4j.spring.web.Route;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

class PropertySloTest {
  private final WebApplicationContextRunner runner =
      new WebApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(SreAutoConfiguration.class));

  @Test
  void slo_targetOnly_isAvailabilityOfHttpOver30DaysWithGooglesAlerts() {
    Slo slo = slo("target=99.95%");
    assertThat(slo.objectives().toString()).isEqualTo("[99.95% of http succeed]");
    assertThat(slo.window().text()).isEqualTo("30d");
    assertThat(slo.budgeting()).isEqualTo(Budgeting.occurrences());
    assertThat(slo.alerting().name()).isEqualTo("google");
  }

  @Test
  void target_ratio_isExact() {
    assertThat(slo("target=0.9995").objectives().get(0).target()).isEqualTo(Target.of("99.95%"));
  }

  @Test
  void latency_threshold_makesALatencyObjective() {
    assertThat(slo("target=99%", "latency=300ms").objectives().toString())
        .isEqualTo("[99% of http succeed within 300ms]");
  }

  @Test
  void window_calendar_isRead() {
    assertThat(slo("target=99%", "window=month Europe/Berlin").window().text())
        .isEqualTo("month Europe/Berlin");
  }

  @Test
  void alerting_preset_isRead() {
    assertThat(slo("target=99%", "alerting=sloth").alerting().rules()).hasSize(4);
    assertThat(slo("target=99%", "alerting=none").alerting().rules()).isEmpty();
  }

  @Test
  void texts_given_areKept() {
    Slo slo = slo("target=99%", "owner=payments", "runbook=https://wiki/checkout");
    assertThat(slo.owner()).contains("payments");
    assertThat(slo.runbook()).contains(URI.create("https://wiki/checkout"));
  }

  @Test
  void routes_withoutSli_defineOneOfTheSlosName() {
    runner
        .withPropertyValues(
            "sre.slos.checkout.target=99%", "sre.slos.checkout.routes=POST /checkout,/cart/**")
        .run(context -> {
          assertThat(context.getBean(HttpSlis.class).routed())
              .containsExactly(
                  Map.entry(
                      "checkout",
                      List.of(new Route("POST", "/checkout"), new Route(null, "/cart/**"))));
          assertThat(context.getBean(SreEngine.class).report().slis())
              .extracting(SliStatus::name)
              .containsExactly("checkout", "http");
        });
  }

  @Test
  void routes_withSli_areSharedByNameWithOtherSlos() {
    runner
        .withPropertyValues(
            "sre.slos.a.target=99%",
            "sre.slos.a.sli=pay",
            "sre.slos.a.routes=/pay",
            "sre.slos.b.target=90%",
            "sre.slos.b.alerting=none",
            "sre.slos.b.sli=pay",
            "sre.slos.b.latency=1s")
        .run(context ->
            assertThat(context.getBean(SreEngine.class).report().slos())
                .extracting(status -> status.slo().objectives().get(0).sli())
                .containsExactly("pay", "pay"));
  }

  @Test
  void path_nameWithADot_isWrittenInBrackets() {
    assertThat(PropertyPath.slo("checkout.eu").key("target").text())
        .isEqualTo("sre.slos[checkout.eu].target");
  }

  @Test
  void http_excludes_actuatorAndErrorPages() {
    runner
        .withPropertyValues("management.endpoints.web.base-path=/manage")
        .run(context ->
            assertThat(context.getBean(HttpSlis.class).notCounted())
                .containsExactly(new Route(null, "/manage/**"), new Route(null, "/error")));
  }

  @Test
  void collections_ofProperties_cannotBeChanged() {
    SreProperties properties =
        new SreProperties(
            true,
            SreProperties.OnInvalidConfig.FAIL,
            new SreProperties.OpenSloProperties(List.of()),
            Map.of(),
            new SreProperties.StoreProperties(null),
            Map.of(),
            new SreProperties.CoverageProperties(null, "99%", Duration.ZERO, List.of(), null),
            new SreProperties.TracesProperties(new SreProperties.KeepProperties(false)),
            new SreProperties.PageProperties(null));
    assertThatThrownBy(() -> properties.slos().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  private Slo slo(String... keys) {
    Slo[] found = new Slo[1];
    WebApplicationContextRunner with = runner;
    for (String key : keys) {
      with = with.withPropertyValues("sre.slos.it." + key);
    }
    with.run(context -> found[0] = context.getBean(SreEngine.class).report().slos().get(0).slo());
    return found[0];
  }
}
