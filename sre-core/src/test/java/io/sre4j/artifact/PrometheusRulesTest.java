package io.sre4j.artifact;

import static io.sre4j.artifact.Tool.PROMTOOL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sre4j.artifact.PrometheusRules.LeftOut;
import io.sre4j.artifact.PrometheusRules.Queries;
import io.sre4j.artifact.PrometheusRules.Style;
import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.slo.Slo;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Names, windows and factors are Sloth's and Pyrra's; promtool takes the file. */
class PrometheusRulesTest {
  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(Style.class)
  void yaml_everyKindOfSlo_passesPromtool(Style style) {
    String yaml = PrometheusRules.of(Definitions.various(), style).yaml();
    Path file = Tool.write(directory, "rules.yml", yaml);
    PROMTOOL.run(directory, "check", "rules", "--lint-fatal", file.toString()).requireContent();
  }

  @ParameterizedTest
  @EnumSource(Style.class)
  void yaml_sameDefinitions_sameBytes(Style style) {
    String first = PrometheusRules.of(Definitions.various(), style).yaml();
    assertThat(PrometheusRules.of(Definitions.various(), style).yaml()).isEqualTo(first);
  }

  /**
   * Sloth 0.16: 2, 5, 10 and 10 % of the budget in 1 h, 6 h, 1 d and 3 d; for 7 days 8, 12.5, 20,
   * 42 %.
   */
  @ParameterizedTest
  @CsvSource({
    "30, 14.4, 6, 3, 1, 30d",
    "28, 13.44, 5.6, 2.8, 0.9333333333333333, 4w",
    "7, 13.44, 3.5, 1.4, 0.98, 1w"
  })
  void sloth_period_factorsAndNamesOfSloth(
      int days, String hour, String sixHours, String day, String threeDays, String period) {
    String yaml = yaml(Style.SLOTH, Definitions.of("requests", "99.9%", "sloth", days));
    assertThat(comparisons(yaml, "slo:sli_error:ratio_rate"))
        .containsExactly(
            "1h > " + hour,
            "5m > " + hour,
            "6h > " + sixHours,
            "30m > " + sixHours,
            "1d > " + day,
            "2h > " + day,
            "3d > " + threeDays,
            "6h > " + threeDays);
    assertThat(records(yaml))
        .contains(
            "slo:sli_error:ratio_rate5m",
            "slo:sli_error:ratio_rate30m",
            "slo:sli_error:ratio_rate1h",
            "slo:sli_error:ratio_rate2h",
            "slo:sli_error:ratio_rate6h",
            "slo:sli_error:ratio_rate1d",
            "slo:sli_error:ratio_rate3d",
            "slo:sli_error:ratio_rate" + period,
            "slo:objective:ratio",
            "slo:error_budget:ratio",
            "slo:time_period:days",
            "slo:current_burn_rate:ratio",
            "slo:period_burn_rate:ratio",
            "slo:period_error_budget_remaining:ratio",
            "sloth_slo_info");
    assertThat(yaml)
        .contains(
            "sloth-slo-sli-recordings-checkout-requests",
            "sloth-slo-meta-recordings-checkout-requests",
            "sloth-slo-alerts-checkout-requests");
  }

  /** Pyrra's own test of its windows, for 28 days; 30 and 7 days by its formula. */
  @ParameterizedTest
  @CsvSource({
    "28, '1h,5m,6h,30m,1d,2h,4d,6h', '2m,15m,1h,3h', '2d,4d,2w,4w', 4w",
    "30, '1h4m,5m,6h26m,32m,1d1h43m,2h9m,4d6h51m,6h26m', '2m,16m,1h4m,3h13m',"
        + " '2d3h26m,4d6h51m,15d,30d', 30d",
    "7, '15m,1m,1h30m,8m,6h,30m,1d,1h30m', '1m,4m,15m,45m', '12h,1d,3d12h,1w', 1w"
  })
  void pyrra_period_windowsFactorsAndNamesOfPyrra(
      int days, String windows, String holds, String exhaustions, String period) {
    String yaml = yaml(Style.PYRRA, Definitions.of("requests", "99%", "pyrra", days));
    String[] window = windows.split(",", -1);
    String[] factor = {"14", "14", "7", "7", "2", "2", "1", "1"};
    List<String> expected =
        java.util.stream.IntStream.range(0, 8)
            .mapToObj(i -> window[i] + " > " + factor[i])
            .toList();
    assertThat(comparisons(yaml, "sre_slo_events:burnrate")).containsExactlyElementsOf(expected);
    assertThat(found(yaml, " for: (\\S+)").subList(0, 4)).containsExactly(holds.split(",", -1));
    assertThat(found(yaml, "exhaustion: (\\S+)")).containsExactly(exhaustions.split(",", -1));
    assertThat(records(yaml))
        .contains(
            "sre_slo_events:increase" + period,
            "pyrra_objective",
            "pyrra_window",
            "pyrra_availability",
            "pyrra_requests:rate5m",
            "pyrra_errors:rate5m");
    assertThat(found(yaml, "  - name: \"?([^\"\\n]+)\"?"))
        .containsExactly("requests", "requests-increase", "requests-generic", "sre4j-watchdog");
  }

  /** Pyrra: 14 x 0.01 x 60 min + 2 min, rounded. */
  @Test
  void absent_pyrraFor28Days_heldForTenMinutes() {
    assertThat(yaml(Style.PYRRA, Definitions.of("requests", "99%", "pyrra", 28)))
        .containsPattern("alert: SLOMetricAbsent(?s:.{1,300}?)for: 10m\n");
  }

  @Test
  void ratios_areOfSums() {
    String yaml = yaml(Style.SLOTH, Definitions.of("requests", "99.9%", "google", 30));
    assertThat(yaml)
        .contains("sum(increase(sre_slo_events_total{slo=\"requests\",outcome=\"bad\"}[1h]))")
        .contains("sum_over_time(sre:slo_bad:sum5m{slo=\"requests\"}[30d:5m])")
        .contains("# Scrape at least every 1m15s,")
        .doesNotContain("avg")
        .doesNotContain("_over_time(slo:sli_error");
  }

  @Test
  void of_composite_leftOutAndSaid() {
    PrometheusRules rules = PrometheusRules.of(List.of(Definitions.composite()), Style.SLOTH);
    assertThat(rules.leftOut()).extracting(LeftOut::name).containsExactly("all");
    assertThat(rules.yaml()).contains("# No rules for all: it is a composite");
  }

  @Test
  void of_sameNameTwice_refused() {
    Slo slo = Definitions.of("requests", "99%", "google", 30);
    assertThatThrownBy(() -> PrometheusRules.of(List.of(slo, slo), Style.PYRRA))
        .isInstanceOf(InvalidDefinitionException.class)
        .hasMessageContaining("'requests' stands twice");
    Slo other = Definitions.of("requests-generic", "99%", "google", 30);
    assertThatThrownBy(() -> PrometheusRules.of(List.of(slo, other), Style.PYRRA))
        .isInstanceOf(InvalidDefinitionException.class)
        .hasMessageContaining("'requests-generic' stands twice");
  }

  @ParameterizedTest
  @EnumSource(Style.class)
  void countedBy_queries_takeThePlaceOfTheCounter(Style style) {
    PrometheusRules rules =
        PrometheusRules.of(List.of(Definitions.of("requests", "99.9%", "google", 30)), style)
            .countedBy("requests", Queries.ofCounters("http_total{code=~\"5..\"}", "http_total"));
    assertThat(rules.yaml())
        .contains("sum(increase(http_total{code=~\"5..\"}[1h]))")
        .contains("sum(increase(http_total[5m]))")
        .contains("absent(increase(http_total[5m]))")
        .doesNotContain("sre_slo_events_total{")
        .doesNotContain(".window");
    Path file = Tool.write(directory, "rules.yml", rules.yaml());
    PROMTOOL.run(directory, "check", "rules", "--lint-fatal", file.toString()).requireContent();
    Tool.write(directory, "tests.yml", PromtoolTests.yaml(rules, "rules.yml"));
    PROMTOOL.run(directory, "test", "rules", directory + "/tests.yml").requireContent();
  }

  @Test
  void countedBy_wrongNameOrNoWindow_refused() {
    Slo slo = Definitions.of("requests", "99%", "google", 30);
    PrometheusRules rules = PrometheusRules.of(List.of(slo), Style.SLOTH);
    Queries queries = Queries.ofCounters("bad", "total");
    assertThatThrownBy(() -> rules.countedBy("other", queries))
        .isInstanceOf(InvalidDefinitionException.class)
        .hasMessageContaining("other");
    assertThatThrownBy(() -> new Queries("increase(bad[5m])", "increase(total[{{.window}}])"))
        .isInstanceOf(InvalidDefinitionException.class)
        .hasMessageContaining("{{.window}}");
  }

  @ParameterizedTest
  @CsvSource({"0.99", "101", "NaN"})
  void dispersion_outOfRange_refused(double dispersion) {
    PrometheusRules rules = PrometheusRules.of(List.of(), Style.SLOTH);
    assertThatThrownBy(() -> rules.assumingDispersion(dispersion))
        .isInstanceOf(InvalidDefinitionException.class);
  }

  private static String yaml(Style style, Slo slo) {
    return PrometheusRules.of(List.of(slo), style).yaml();
  }

  private static List<String> records(String yaml) {
    return found(yaml, "record: (\\S+)");
  }

  /** "window > factor" of each comparison, in the file's order. */
  private static List<String> comparisons(String yaml, String metric) {
    return found(yaml, metric + "(\\w+\\{[^}]*\\} > \\([0-9.]+)").stream()
        .map(text -> text.replaceAll("\\{.*\\(", " > "))
        .toList();
  }

  private static List<String> found(String yaml, String pattern) {
    return Pattern.compile(pattern).matcher(yaml).results().map(match -> match.group(1)).toList();
  }
}
