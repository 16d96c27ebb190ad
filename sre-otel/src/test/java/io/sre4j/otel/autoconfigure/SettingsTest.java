package io.sre4j.otel.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.coverage.CoverageSettings;
import io.sre4j.slo.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {

  private static Settings settings(
      Map<String, String> properties, Map<String, String> environment) {
    return Settings.of(properties::get, environment::get);
  }

  @Test
  void text_ofAPropertyAndTheEnvironment_isTheProperty() {
    Map<String, String> environment = Map.of("SRE_SLO_FILE", " b ", "SRE_COVERAGE_WARM_UP", "5s");
    assertThat(settings(Map.of("sre.slo.file", "a"), environment).text("sre.slo.file"))
        .contains("a");
    assertThat(settings(Map.of(), environment).text("sre.slo.file")).contains("b");
    assertThat(settings(Map.of(), environment).text("sre.coverage.warm-up")).contains("5s");
    assertThat(settings(Map.of("sre.slo.file", " "), Map.of()).text("sre.slo.file")).isEmpty();
  }

  @Test
  void coverage_isAsSet() {
    CoverageSettings coverage =
        settings(
                Map.of("sre.coverage.target", "95%", "sre.coverage.findings-file", "f.txt"),
                Map.of("SRE_COVERAGE_WARM_UP", "5s"))
            .coverage();
    assertThat(coverage.target()).isEqualTo(Target.of("95%"));
    assertThat(coverage.warmUp()).isEqualTo(Duration.ofSeconds(5));
    assertThat(coverage.findingsFile()).contains(Path.of("f.txt"));
  }

  @Test
  void coverage_ofWrongValues_isAsIfTheyWereNotSet() {
    Map<String, String> wrong =
        Map.of(
            "sre.coverage.target", "a lot",
            "sre.coverage.warm-up", "soon",
            "sre.coverage.findings-file", "\u0000");
    CoverageSettings coverage = settings(wrong, Map.of()).coverage();
    assertThat(coverage.target()).isEqualTo(Target.of("99%"));
    assertThat(coverage.warmUp()).isEqualTo(Duration.ofMinutes(1));
    assertThat(coverage.findingsFile()).isEmpty();
    CoverageSettings late = settings(Map.of("sre.coverage.warm-up", "3h"), Map.of()).coverage();
    assertThat(late.warmUp()).isEqualTo(Duration.ofMinutes(1));
  }
}
