package io.sre4j.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sre4j.slo.Objective;
import io.sre4j.slo.Sli;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What an application says that does not start: every text names the key, the value, the cure. */
@Tag("long")
@ExtendWith(OutputCaptureExtension.class)
class InvalidConfigurationTest {

  @ParameterizedTest(name = "{0}={1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          target   | 0      | lies between 0 and 1, both excluded
          target   | 1      | lies between 0 and 1, both excluded
          target   | 1.5    | was 1.5% meant?
          target   | NaN    | is not a decimal number
          target   | 99,9   | write 99.9%
          window   | 0s     | from 1h to 90d
          window   | 91d    | from 1h to 90d
          window   | soon   | such as 30d
          window   | month Mars/Crater | is no time zone
          latency  | -5ms   | is not a duration
          latency  | 0s     | longer than 0s and at most 24h
          latency  | 25h    | longer than 0s and at most 24h
          sli      | nobody | http
          routes   | checkout | is no route
          exclude  | checkout | is no route
          bad-when | 6xx    | cannot be read; write a status such as 429 or 5xx
          bad-when | timeout | cannot be read
          bad-when | > soon | is not a duration
          excluded-when | > 2s | users who wait
          excluded-when | 99 | cannot be read
          routes   | PSOT /checkout | PSOT is no HTTP method
          routes   | /a/{b:[}  | cannot be read, Unclosed
          alerting | loud   | choose google, sloth, pyrra, datadog or none
          alerting | datadog | 7, 30, 90
          runbook  | wiki/checkout | write it with https://
          """)
  void start_wrongValue_saysWhereWhatAndHow(
      String key, String value, String remedy, CapturedOutput output) {
    String shown = key.equals("routes") ? key + "[0]" : key;
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("target", "99%");
    keys.put("window", value.equals("datadog") ? "28d" : "30d");
    keys.put(key, value);
    fail(keys.entrySet().stream().map(e -> "sre.slos.it." + e).toArray(String[]::new));
    assertThat(output)
        .contains("APPLICATION FAILED TO START")
        .contains("Property: sre.slos.it." + shown)
        .contains("Value: \"" + value + "\"")
        .contains("Origin: ")
        .contains(remedy);
  }

  @ParameterizedTest(name = "{0}: {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          alerting | google (page 1h/5m, factor 14.4) | can never fire | target=93%
          alerting | google (page 1h/5m, factor 14.4) | rules of your own | target=93%
          target | (not set) | is required; write it as 99.9% | owner=me
          routes | [/x] | http counts every request | target=99%; sli=http; routes=/x
          """)
  void start_wrongCombination_saysWhereWhatAndHow(
      String path, String value, String remedy, String written, CapturedOutput output) {
    Map<String, String> keys = new LinkedHashMap<>();
    for (String entry : written.split("; *", -1)) {
      String[] parts = entry.split("=", 2);
      keys.put(parts[0], parts[1]);
    }
    fail(keys.entrySet().stream().map(e -> "sre.slos.it." + e).toArray(String[]::new));
    assertThat(output)
        .contains("APPLICATION FAILED TO START")
        .contains("Property: sre.slos.it." + path)
        .contains("Value: \"" + value + "\"")
        .contains(remedy);
  }

  @Test
  void start_twoRoutesForOneSli_namesBoth(CapturedOutput output) {
    fail(
        "sre.slos.a.target=99%",
        "sre.slos.a.sli=pay",
        "sre.slos.a.routes=/pay",
        "sre.slos.b.target=99%",
        "sre.slos.b.sli=pay",
        "sre.slos.b.routes=/refund");
    assertThat(output)
        .containsPattern("Property: sre.slos.[ab].routes")
        .containsPattern("Value: \"\\[/(pay|refund)]\"")
        .containsPattern("the SLI 'pay' has other routes in sre.slos.[ab].routes");
  }

  @Test
  void start_unknownSli_namesTheKnownOnes(CapturedOutput output) {
    fail(
        "sre.slos.a.target=99%",
        "sre.slos.a.routes=/pay", "sre.slos.b.target=99%", "sre.slos.b.sli=pya");
    assertThat(output).contains("Property: sre.slos.b.sli").contains("\"pya\"").contains("[a");
  }

  @Test
  void start_unreadableYaml_namesFileAndLine(CapturedOutput output) {
    fail("spring.config.name=wrong-slo");
    assertThat(output)
        .contains("Property: sre.slos.checkout.target")
        .contains("Origin: class path resource [wrong-slo.yml] - 4:15");
  }

  @Test
  void start_unknownKey_namesItAndTheNearest(CapturedOutput output) {
    fail("spring.config.name=unknown-key");
    assertThat(output)
        .contains("Property: sre.slos.checkout.tagret")
        .contains("Value: \"99.9%\"")
        .contains("Origin: class path resource [unknown-key.yml] - 4:15")
        .contains("did you mean sre.slos.checkout.target?")
        .contains("    sre.slos.<name>.routes[<n>]")
        .contains("    sre.delivery.<name>.secret")
        .contains("    sre.enabled");
  }

  @ParameterizedTest(name = "{0}={1}")
  @CsvSource({
    "sre.coverage.warm-up, long, is a duration such as 1m or 500ms",
    "sre.on-invalid-config, shrug, is fail or warn",
    "sre.slos, checkout, sre.slos.checkout.target=99.9%",
    "sre.slos.checkout, 99.9%, sre.slos.checkout.target=99.9%",
  })
  void start_valueThatCannotBeBound_saysHowItIsWritten(
      String key, String value, String remedy, CapturedOutput output) {
    fail(key + "=" + value);
    assertThat(output)
        .contains("Property: " + key)
        .contains("Value: \"" + value + "\"")
        .contains(remedy);
  }

  @ParameterizedTest
  @CsvSource({
    "sre.delivery.slack.ulr, did you mean sre.delivery.slack.url?",
    "sre.delivery.slack, is the name of a receiver",
    "sre.delivery, holds receivers by name",
    "sre.delivery.slack.url, must be http or https",
    "sre.delivery.slack.url[0], no such key"
  })
  void start_wrongReceiver_showsNoSecret(String key, String remedy, CapturedOutput output) {
    fail(key + "=ftp://hooks.example/s3cr3t");
    assertThat(output)
        .contains("Property: " + key)
        .contains("Value: \"(hidden)\"")
        .contains(remedy)
        .doesNotContain("s3cr3t");
  }

  @Test
  void start_wrongOpenSlo_namesFileLineAndKey(CapturedOutput output) {
    fail("sre.openslo.location=classpath:slo-wrong/wrong.yaml");
    assertThat(output)
        .contains("File: classpath:slo-wrong/wrong.yaml:9")
        .contains("Path: spec.objectives[0].target")
        .contains("Problem: 99.9 is not below 1")
        .contains("Code: less_than")
        .contains("Property: sre.openslo.location");
  }

  @Test
  void start_beanOfTheSameName_namesBoth(CapturedOutput output) {
    assertThatThrownBy(() -> run(SameName.class, "sre.slos.checkout.target=99%"))
        .isInstanceOf(Exception.class);
    assertThat(output)
        .contains("Property: sre.slos.checkout")
        .contains("the bean 'checkoutSlo'")
        .contains("rename or remove one");
  }

  private static void fail(String... keys) {
    assertThatThrownBy(() -> run(Application.class, keys)).isInstanceOf(Exception.class);
  }

  private static void run(Class<?> application, String... keys) {
    String[] arguments = Stream.of(keys).map(key -> "--" + key).toArray(String[]::new);
    new SpringApplicationBuilder(application).web(WebApplicationType.NONE).run(arguments).close();
  }

  @SpringBootConfiguration
  @EnableAutoConfiguration
  static class Application {}

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class SameName {
    @Bean
    Sli.Events orders() {
      return Sli.events("orders");
    }

    @Bean
    Slo checkoutSlo() {
      return Slo.builder("checkout")
          .objective(Objective.availability("orders", Target.of("99%")))
          .build();
    }
  }
}
