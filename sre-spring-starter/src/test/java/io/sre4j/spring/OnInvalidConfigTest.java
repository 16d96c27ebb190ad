package io.sre4j.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sre4j.SreEngine;
import io.sre4j.coverage.CoverageSettings;
import io.sre4j.delivery.AlertDelivery;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import io.sre4j.spring.ConfigurationProblems.Problem;
import io.sre4j.spring.actuate.EndpointField;
import io.sre4j.spring.operation.OperationSlis;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** An application that starts though its configuration is wrong: what is right is measured. */
@ExtendWith(OutputCaptureExtension.class)
class OnInvalidConfigTest {
  private static final String SOUND = "sre.slos.sound.target=99%";

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sre.slos.it.target=150%    | sre.slos.it.target | 150% | lies between 0 and 1
          sre.slos.it.owner=me       | sre.slos.it.target | (not set) | write it as 99.9%
          sre.slos.it.tagret=99.9%   | sre.slos.it.tagret | 99.9% | did you mean sre.slos.it.target?
          sre.slos.it.target=99%; sre.slos.it.latncy=1s | sre.slos.it.latncy | 1s | did you mean
          sre.slos.it.target=99%; sre.slos.it.alerting=loud | sre.slos.it.alerting | loud | choose
          sre.slos.it.target=99%; sre.slos.it.sli=nobody | sre.slos.it.sli | nobody | is not an SLI
          sre.slos.it.target=99%; sre.slos.it.routes=it | sre.slos.it.routes[0] | it | is no route
          sre.slos.it.target=99%; sre.slos.it.bad-when=6xx | sre.slos.it.bad-when[0] | 6xx | cannot be
          sre.slos.it.target=99%; sre.slos.it.sli=task.x; sre.slos.it.exclude=/a | sre.slos.it.exclude | [/a] | only req
          sre.slos.it=99%            | sre.slos.it | 99% | is the name of an SLO
          """)
  void warn_wrongSlo_isLeftOutAndSaidOnce(
      String keys, String path, String value, String remedy, CapturedOutput output) {
    String[] written =
        Stream.concat(Stream.of(SOUND), Stream.of(keys.split("; "))).toArray(String[]::new);
    start(
        context -> {
          assertThat(names(context)).containsExactly("sound");
          assertThat(context.getBean(ConfigurationProblems.class).all())
              .filteredOn(problem -> problem.path().equals(path))
              .singleElement()
              .satisfies(problem -> assertThat(problem.value()).isEqualTo(value))
              .satisfies(problem -> assertThat(problem.remedy()).contains(remedy));
        },
        written);
    assertThat(output).containsOnlyOnce("leaves out what cannot work: " + path + " = ");
  }

  @Test
  void warn_wrongCoverage_otherKeysHold() {
    start(
        context -> {
          CoverageSettings settings = context.getBean(CoverageSettings.class);
          assertThat(settings.target().toString()).isEqualTo("99%");
          assertThat(settings.warmUp()).isEqualTo(Duration.ofSeconds(5));
          assertThat(paths(context)).containsExactly("sre.coverage.target", "sre.unknown");
        },
        SOUND,
        "sre.unknown=1",
        "sre.coverage.enabled=true",
        "sre.coverage.target=all",
        "sre.coverage.warm-up=5s");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sre.slos.it.target=all", "sre.slos.it=99%", "sre.slos.it.tagret=99%"})
  void warn_nothingRight_promisesNothing(String key, CapturedOutput output) {
    start(
        context -> {
          assertThat(names(context)).isEmpty();
          assertThat(context.getBean(OperationSlis.class).promisesNothing()).isFalse();
        },
        key);
    assertThat(output).containsOnlyOnce("sre4j has no SLO");
  }

  @Test
  void warn_keysOfOthers_failAsTheyWould() {
    assertThatThrownBy(() -> start(context -> {}, "spring.task.execution.pool.core-size=many"))
        .hasStackTraceContaining("spring.task.execution.pool.core-size");
  }

  @Test
  void warn_wrongBean_stopsTheStart() {
    Slo lost =
        Slo.builder("lost").objective(Objective.availability("jobs", Target.of("99%"))).build();
    assertThatThrownBy(() ->
            new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .initializers((GenericApplicationContext context) ->
                    context.registerBean(Slo.class, () -> lost))
                .run("--sre.on-invalid-config=warn")
                .close())
        .hasStackTraceContaining("slos.lost.objectives[0].sli = jobs");
  }

  @Test
  void warn_moreReceiversThanThereMayBe_areLeftOut() {
    String[] keys =
        IntStream.range(0, 20)
            .boxed()
            .flatMap(i ->
                Stream.of(
                    "sre.delivery.r" + i + ".type=webhook",
                    "sre.delivery.r" + i + ".url=http://localhost:9/"))
            .toArray(String[]::new);
    start(
        context -> {
          assertThat(context.getBean(AlertDelivery.class).status()).hasSize(16);
          assertThat(context.getBean(ConfigurationProblems.class).all()).hasSize(4);
        },
        keys);
  }

  @Test
  void warn_endpoint_showsWhatWasLeftOut() {
    start(
        context -> {
          EndpointField field =
              context
                  .getBeanProvider(EndpointField.class)
                  .orderedStream()
                  .filter(it -> it.name().equals("configuration"))
                  .findFirst()
                  .orElseThrow();
          assertThat(field.read().get("leftOut"))
              .isEqualTo(
                  List.of(
                      Map.of(
                          "path", "sre.slos.it.target",
                          "value", "all",
                          "remedy", "is not a decimal number; write it as 99.9% or 0.999")));
        },
        "sre.slos.it.target=all");
  }

  @Test
  void problems_path_isFoundBelowItsOwner() {
    ConfigurationProblems problems = new ConfigurationProblems(true);
    problems.leftOut(new Problem("sre.slos[my.slo].target", "x", "y"));
    assertThat(problems.concern(PropertyPath.slo("my.slo"))).isTrue();
    assertThat(problems.concern(PropertyPath.slo("my"))).isFalse();
    assertThat(problems.concern("sre.delivery.my")).isFalse();
  }

  private static void start(Consumer<ConfigurableApplicationContext> test, String... keys) {
    String[] arguments =
        Stream.concat(Stream.of("sre.on-invalid-config=warn"), Arrays.stream(keys))
            .map(key -> "--" + key)
            .toArray(String[]::new);
    try (ConfigurableApplicationContext context =
        new SpringApplicationBuilder(Application.class)
            .web(WebApplicationType.NONE)
            .run(arguments)) {
      test.accept(context);
    }
  }

  private static List<String> paths(ConfigurableApplicationContext context) {
    return context.getBean(ConfigurationProblems.class).all().stream()
        .map(Problem::path)
        .sorted()
        .toList();
  }

  private static List<String> names(ConfigurableApplicationContext context) {
    return context.getBean(SreEngine.class).report().slos().stream()
        .map(status -> status.slo().name())
        .toList();
  }

  @SpringBootConfiguration
  @EnableAutoConfiguration
  static class Application {}
}
