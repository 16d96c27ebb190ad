package io.sre4j.artifact;

import static io.sre4j.artifact.Tool.PROMTOOL;
import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.artifact.PrometheusRules.Style;
import io.sre4j.slo.AlertPolicy;
import io.sre4j.slo.Budgeting;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import io.sre4j.slo.TimeWindow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What Prometheus finds by the rules is what counting finds. */
@Tag("long")
class PromtoolTestsTest {
  @TempDir Path directory;

  /** Pyrra's hold times take hours, so its policies have a file of their own. */
  @ParameterizedTest
  @CsvSource({"SLOTH, '(?!pyrra).*'", "PYRRA, 'pyrra-28|timeslices|ratios|hostile'"})
  void rules_everyKindOfSlo_passTheirTests(Style style, String names) {
    List<Slo> slos =
        Definitions.various().stream().filter(slo -> slo.name().matches(names)).toList();
    assertThat(slos).hasSizeGreaterThan(3);
    PrometheusRules rules = PrometheusRules.of(slos, style);
    check(rules, rules.yaml()).requireContent();
  }

  @ParameterizedTest
  @EnumSource(Style.class)
  void rules_clusteredErrors_passTheirTests(Style style) {
    List<Slo> slos = List.of(Definitions.of("clustered", "99.9%", "google", 30));
    PrometheusRules rules = PrometheusRules.of(slos, style).assumingDispersion(5);
    check(rules, rules.yaml()).requireContent();
  }

  @Test
  void rules_windowsOfOddLengthAndShortSlices_passTheirTests() {
    Slo sliced =
        Definitions.availability("sliced", "99.9%")
            .budgeting(Budgeting.timeslices(Duration.ofMinutes(2), Target.of("95%")))
            .build();
    List<Slo> slos = List.of(Definitions.of("odd", "99.5%", "google", 14), sliced);
    PrometheusRules rules = PrometheusRules.of(slos, Style.PYRRA);
    check(rules, rules.yaml()).requireContent();
  }

  @Test
  void rules_windowsOfSeconds_passTheirTests() {
    TimeWindow window = TimeWindow.rolling(Duration.ofHours(24));
    AlertPolicy drill =
        AlertPolicy.preset("google", TimeWindow.rolling(Duration.ofDays(30))).scaledDown(30);
    Slo slo = Definitions.availability("drill", "99%").window(window).alerting(drill).build();
    PrometheusRules rules = PrometheusRules.of(List.of(slo), Style.SLOTH);
    check(rules, rules.yaml()).requireContent();
  }

  @Test
  void rules_noSlos_stillHaveAWatchdog() {
    PrometheusRules rules = PrometheusRules.of(List.of(), Style.SLOTH);
    check(rules, rules.yaml()).requireContent();
  }

  @ParameterizedTest
  @CsvSource({
    "'> (14.4 * 0.001)', '> (1001 * 0.001)'",
    "'* sqrt(', '* 0 * sqrt('",
    "'+ 3.14', '- 314'",
    "'ratio_rate5m{sloth_id', 'ratio_rate6h{sloth_id'",
    "'[5m]', '[2h]'",
    "'outcome=\"bad\"}[1h]', 'outcome=\"good\"}[1h]'",
    "'severity: page', 'severity: tea'",
    "'times too fast', 'times too slow'",
    "'for: 5m', 'for: 50m'",
    "'absent(', 'count('",
    "'severity: none', 'severity: page'",
  })
  void rules_brokenOnce_failTheirTests(String right, String wrong) {
    List<Slo> slos = List.of(Definitions.of("checkout-availability", "99.9%", "google", 30));
    PrometheusRules rules = PrometheusRules.of(slos, Style.SLOTH);
    String broken = rules.yaml().replace(right, wrong);
    assertThat(broken).isNotEqualTo(rules.yaml());
    PROMTOOL
        .run(directory, "check", "rules", Tool.write(directory, "rules.yml", broken).toString())
        .requireContent();
    check(rules, broken).requireComplaint();
  }

  private Tool.Verdict check(PrometheusRules rules, String text) {
    Tool.write(directory, "rules.yml", text);
    Tool.write(directory, "tests.yml", PromtoolTests.yaml(rules, "rules.yml"));
    return PROMTOOL.run(directory, "test", "rules", "tests.yml");
  }
}
