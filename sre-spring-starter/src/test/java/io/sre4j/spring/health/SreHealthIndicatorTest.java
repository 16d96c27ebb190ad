package io.sre4j.spring.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.SreEngine;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Sli;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import io.sre4j.spring.SreAutoConfiguration;
import io.sre4j.spring.host.Burning;
import io.sre4j.spring.test.SreClock;
import io.sre4j.spring.web.RunningApplication;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;

class SreHealthIndicatorTest {
  private static final String[] PROBES = {
    "--management.endpoint.health.show-details=always",
    "--management.endpoint.health.probes.enabled=true",
    "--management.endpoint.health.group.readiness.include=readinessState,sre",
    "--management.endpoint.health.group.alone.include=sre"
  };

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(SreAutoConfiguration.class, SreHealthAutoConfiguration.class))
          .withUserConfiguration(Burning.class);

  @Test
  void health_nothingFires_isUpAndSaysWhy() {
    runner.run(context -> {
      assertThat(health(context).getStatus()).isEqualTo(Status.UP);
      assertThat(health(context).getDetails())
          .containsEntry("scope", "INSTANCE")
          .containsKey("asOf")
          .doesNotContainKey("notShown");
      assertThat(slo(context))
          .containsEntry("budget", "UNKNOWN")
          .containsEntry("firing", List.of());
    });
  }

  @Test
  void health_pageFires_burnsAndNamesTheRule() {
    runner.run(context -> {
      burn(context);
      assertThat(health(context).getStatus()).isEqualTo(SreHealthStatus.BURNING);
      assertThat(slo(context).get("firing").toString()).contains("page 1h/5m");
      assertThat((Double) slo(context).get("budgetRemaining")).isNegative();
    });
  }

  @Test
  void health_verdictOfTheUser_decides() {
    runner
        .withBean(SreHealthStatus.class, () -> report -> Status.OUT_OF_SERVICE)
        .run(context -> assertThat(health(context).getStatus()).isEqualTo(Status.OUT_OF_SERVICE));
  }

  @Test
  @ExtendWith(OutputCaptureExtension.class)
  void health_verdictOfTheUserThrows_theDefaultHoldsAndItIsSaidOnce(CapturedOutput output) {
    runner
        .withBean(
            SreHealthStatus.class,
            () ->
                report -> {
                  throw new IllegalStateException("verdict broken on purpose");
                })
        .run(context -> {
          for (int i = 0; i < 3; i++) {
            assertThat(health(context).getStatus()).isEqualTo(Status.UP);
          }
          assertThat(slo(context)).containsEntry("budget", "UNKNOWN");
        });
    assertThat(output).containsOnlyOnce("The health of the SLOs could not be told");
  }

  /** A defect of ours takes nothing down: UNKNOWN is answered with 200, and counts after UP. */
  @Test
  void health_reportThrows_isUnknown() {
    SreHealthIndicator broken =
        new SreHealthIndicator(
            () -> {
              throw new IllegalStateException("report broken on purpose");
            },
            report -> Status.DOWN);
    assertThat(broken.health().getStatus()).isEqualTo(Status.UNKNOWN);
  }

  @Test
  void details_manySlos_areBoundedWorstFirst() {
    runner
        .withBean("many", Sli.Events.class, () -> Sli.events("many"))
        .run(context -> {
          SreEngine engine = context.getBean(SreEngine.class);
          for (int i = 0; i < 60; i++) {
            engine.add(
                Slo.builder("a%03d".formatted(i))
                    .objective(Objective.availability("many", Target.of("99%")))
                    .build());
          }
          burn(context);
          assertThat(health(context).getDetails()).containsEntry("notShown", 41);
          Map<?, ?> slos = (Map<?, ?>) health(context).getDetails().get("slos");
          assertThat(slos).hasSize(SreHealthIndicator.MAX_SLOS);
          assertThat(slos.keySet().iterator().next()).isEqualTo("jobs");
        });
  }

  /** Whatever burns, no probe of Spring Boot's fails because of it. */
  @Test
  void probes_pageFires_stillSucceed() {
    try (RunningApplication application =
        new RunningApplication(WebApplicationType.SERVLET, Application.class, PROBES)) {
      Burning.burn(application.bean(SreEngine.class), application.bean(SreClock.class));
      for (String path : new String[] {"", "/sre", "/readiness", "/liveness", "/alone"}) {
        assertThat(application.get("/actuator/health" + path).statusCode()).as(path).isEqualTo(200);
      }
      assertThat(application.get("/actuator/health").body())
          .startsWith("{\"components\":{")
          .contains("\"status\":\"BURNING\"")
          .contains("\"firing\":[\"page 1h/5m\"");
      assertThat(application.get("/actuator/health/readiness").body())
          .contains("\"status\":\"UP\"");
    }
  }

  /** By two keys of Spring Boot's an instance that burns is taken out of service. */
  @Test
  void probes_toldByKeys_fail() {
    String[] told = {
      PROBES[0],
      PROBES[1],
      PROBES[2],
      PROBES[3],
      "--management.endpoint.health.status.order=down,out-of-service,burning,up,unknown",
      "--management.endpoint.health.status.http-mapping.burning=503"
    };
    try (RunningApplication application =
        new RunningApplication(WebApplicationType.SERVLET, Application.class, told)) {
      assertThat(application.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
      Burning.burn(application.bean(SreEngine.class), application.bean(SreClock.class));
      assertThat(application.get("/actuator/health/readiness").statusCode()).isEqualTo(503);
      assertThat(application.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
    }
  }

  private static void burn(ApplicationContext context) {
    Burning.burn(context.getBean(SreEngine.class), context.getBean(SreClock.class));
  }

  private static Health health(ApplicationContext context) {
    return context.getBean("sreHealthIndicator", HealthIndicator.class).health();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> slo(ApplicationContext context) {
    Map<String, ?> slos = (Map<String, ?>) health(context).getDetails().get("slos");
    return (Map<String, Object>) slos.get("jobs");
  }

  @SpringBootConfiguration
  @EnableAutoConfiguration
  @Import(Burning.class)
  static class Application {}
}
