package io.sre4j.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.spring.SreAutoConfiguration;
import io.sre4j.spring.coverage.SreCoverageAutoConfiguration;
import io.sre4j.spring.page.SrePageAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

class SreEndpointAutoConfigurationTest {
  private static final String EXPOSED = "management.endpoints.web.exposure.include=sre";

  private final WebApplicationContextRunner runner =
      new WebApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  SreAutoConfiguration.class,
                  SreEndpointAutoConfiguration.class,
                  SrePageAutoConfiguration.class));

  @Test
  void endpoint_byDefault_isNotExposed() {
    runner.run(context ->
        assertThat(context).doesNotHaveBean(SreEndpoint.class).hasBean("sreStartUpLine"));
  }

  @Test
  void endpoint_exposed_isThere() {
    runner
        .withPropertyValues(EXPOSED)
        .run(context -> assertThat(context).hasSingleBean(SreEndpoint.class));
  }

  @Test
  void endpoint_withoutTheActuator_backsOff() {
    runner
        .withPropertyValues(EXPOSED)
        .withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate"))
        .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("sreEndpoint"));
  }

  @Test
  void endpoint_ofTheUser_isKept() {
    runner
        .withPropertyValues(EXPOSED)
        .withBean("own", SreEndpoint.class, () -> new SreEndpoint(null, null, null, null, null))
        .run(context -> assertThat(context).getBeanNames(SreEndpoint.class).containsExactly("own"));
  }

  @Test
  void endpoint_accessNone_isNotThere() {
    runner
        .withPropertyValues(EXPOSED, "management.endpoint.sre.access=NONE")
        .run(context -> assertThat(context).doesNotHaveBean(SreEndpoint.class));
  }

  @Test
  void endpoint_disabled_isNotThere() {
    runner
        .withPropertyValues(EXPOSED, "sre.enabled=false")
        .run(context ->
            assertThat(context)
                .doesNotHaveBean(SreEndpoint.class)
                .doesNotHaveBean("sreStartUpLine"));
  }

  @Test
  @ExtendWith(OutputCaptureExtension.class)
  void startUpLine_notExposed_saysHowToExpose(CapturedOutput output) {
    start();
    assertThat(output)
        .containsOnlyOnce(
            "sre4j measures 1 SLOs [orders]; to see them at /actuator/sreui, set"
                + " management.endpoints.web.exposure.include=health,sre,sreui");
  }

  @Test
  @ExtendWith(OutputCaptureExtension.class)
  void startUpLine_exposed_saysWhere(CapturedOutput output) {
    start("--" + EXPOSED);
    assertThat(output).containsOnlyOnce("sre4j measures 1 SLOs [orders]; see /actuator/sre");
  }

  @Test
  @ExtendWith(OutputCaptureExtension.class)
  void startUpLine_withCoverage_saysFromWhenOnItJudges(CapturedOutput output) {
    start("--" + EXPOSED, "--sre.coverage.enabled=true", "--sre.coverage.warm-up=90s");
    assertThat(output)
        .containsOnlyOnce(
            "sre4j measures 1 SLOs [orders], and tracing coverage, judged from 90 s after the first"
                + " request on; see /actuator/sre");
  }

  private static void start(String... arguments) {
    SpringApplication application =
        new SpringApplicationBuilder(
                SreAutoConfiguration.class,
                SreCoverageAutoConfiguration.class,
                SreEndpointAutoConfiguration.class,
                SrePageAutoConfiguration.class)
            .web(WebApplicationType.NONE)
            .properties("sre.slos.orders.target=99%", "sre.coverage.enabled=false")
            .build();
    application.run(arguments).close();
  }
}
