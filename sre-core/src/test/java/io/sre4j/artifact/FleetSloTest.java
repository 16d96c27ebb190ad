package io.sre4j.artifact;

import static io.sre4j.artifact.Tool.PROMTOOL;
import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.artifact.PrometheusRules.LeftOut;
import io.sre4j.artifact.PrometheusRules.Style;
import io.sre4j.openslo.OpenSlo;
import io.sre4j.openslo.OpenSloDefinitions;
import io.sre4j.slo.Slo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** SLOs that a Prometheus measures by other counters get rules over those. */
class FleetSloTest {
  private static final String GOOD = "http_requests_total{job=\"search\",code!~\"5..\"}";
  private static final String TOTAL = "http_requests_total{job=\"search\"}";
  private static final String RATIO =
      """
      apiVersion: openslo/v1
      kind: SLO
      metadata: {name: search}
      spec:
        service: shop
        budgetingMethod: Occurrences
        timeWindow: [{duration: 30d, isRolling: true}]
        indicator:
          metadata: {name: search-requests}
          spec:
            ratioMetric:
              counter: COUNTER
              PART: {metricSource: {type: TYPE, spec: {query: 'QUERY'}}}
              total: {metricSource: {type: Prometheus, spec: {query: 'TOTAL'}}}
        objectives: [{target: 0.999}]
      """;

  private static final String THRESHOLD =
      "thresholdMetric: {metricSource: {type: prometheus, spec: {query: a}}}\n";
  private static final String SHARE = "round(sre:slo_bad:sum5m / sre:slo_all:sum5m, 0.0001)";
  private static final String FIRING =
      "count by (long, short) (ALERTS{alertname=\"ErrorBudgetBurn\",alertstate=\"firing\"})";
  private static final String TESTS =
      """
      rule_files: [rules.yml]
      evaluation_interval: 1m
      tests:
      - interval: 1m
        input_series:
      """;

  @TempDir Path directory;

  /** The document for the fleet in docs/openslo.md. */
  private static OpenSloDefinitions documented() throws Exception {
    String page = Files.readString(Path.of("..", "docs", "openslo.md"));
    List<String> blocks =
        Pattern.compile("(?s)```yaml\n(.*?)```")
            .matcher(page)
            .results()
            .map(block -> block.group(1))
            .filter(yaml -> yaml.contains("search-available"))
            .toList();
    assertThat(blocks).hasSize(1);
    return read(blocks.get(0));
  }

  private static OpenSloDefinitions read(String yaml) throws Exception {
    return OpenSlo.read(OpenSlo.Mode.LENIENT, Map.of("f.yaml", yaml));
  }

  private static OpenSloDefinitions ratio(String part, String query, String total)
      throws Exception {
    return read(
        RATIO
            .replace("COUNTER", "true")
            .replace("PART", part)
            .replace("TYPE", "prometheus")
            .replace("QUERY", query.replace("'", "''"))
            .replace("TOTAL", total));
  }

  @ParameterizedTest
  @EnumSource(Style.class)
  void rules_ofGoodAndTotal_decideByThoseCounters(Style style) throws Exception {
    PrometheusRules rules = PrometheusRules.of(documented(), style);

    assertThat(rules.leftOut()).isEmpty();
    assertThat(rules.slos()).extracting(Slo::name).containsExactly("search-available");
    assertThat(rules.yaml())
        .contains("# Counted by queries of their own: search-available.")
        .contains("sum(increase(" + TOTAL + "[1h]))")
        .contains("sum(increase(" + GOOD + "[1h]))")
        .contains("owner: \"team-search\"", "\"https://example.com/runbooks/search\"")
        .doesNotContain("sre_slo_events_total{");
    // Of 60 requests in a minute one in ten fails, for an hour.
    String series = series("200", "0+54x60 3240+60x120") + series("500", "0+6x60 360+0x120");
    check(
        rules,
        series,
        look("60m", SHARE, sample("slo=\"search-available\"", "0.1"))
            + look("60m", FIRING, fires("1h", "5m") + fires("6h", "30m") + fires("3d", "6h"))
            + look("170m", SHARE, sample("slo=\"search-available\"", "0"))
            + look("170m", FIRING, fires("3d", "6h")));
  }

  @Test
  void rules_noGoodEventEver_fire() throws Exception {
    PrometheusRules rules = PrometheusRules.of(ratio("good", GOOD, TOTAL), Style.SLOTH);

    check(
        rules,
        series("503", "0+60x90") + series("502", "0+1x90"),
        look("60m", SHARE, sample("slo=\"search\"", "1"))
            + look("60m", FIRING, fires("1h", "5m") + fires("6h", "30m") + fires("3d", "6h")));
  }

  @Test
  void rules_noBadEventEver_leaveAFullBudget() throws Exception {
    String bad = TOTAL.replace("}", ",code=~\"5..\"}");
    PrometheusRules rules = PrometheusRules.of(ratio("bad", bad, TOTAL), Style.SLOTH);

    check(
        rules,
        series("200", "0+60x90") + series("404", "0+1x90"),
        look("60m", SHARE, sample("slo=\"search\"", "0"))
            + look("60m", "sre:slo_error_budget_remaining:ratio + 0", sample("slo=\"search\"", "1"))
            + look("60m", FIRING, ""));
  }

  @Test
  void rules_nothingScraped_sayItIsAbsent() throws Exception {
    PrometheusRules rules = PrometheusRules.of(ratio("good", GOOD, TOTAL), Style.SLOTH);

    String absent = "count by (slo) (ALERTS{alertname=\"SLOMetricAbsent\",alertstate=\"firing\"})";
    check(
        rules,
        series("200", "0+60x10"),
        look("10m", absent, "") + look("60m", absent, sample("slo=\"search\"", "1")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http_total|sum(increase(http_total[1h]))",
        "sum(http_total)|sum(increase(http_total[1h]))",
        "sum ( http:total{a=\"}\\\"\"} )|sum(increase(http:total{a=\"}\\\"\"}[1h]))",
        "{__name__=\"a.b\"}|sum(increase({__name__=\"a.b\"}[1h]))",
        "sum(increase(a[{{.window}}]))|sum(sum(increase(a[1h])))",
        "sum(increase(a[{{ .window }}]))|sum(sum(increase(a[1h])))"
      })
  void rules_ofQueriesThatCount_haveThem(String query, String counted) throws Exception {
    PrometheusRules rules = PrometheusRules.of(ratio("bad", query, query), Style.SLOTH);

    assertThat(rules.leftOut()).isEmpty();
    assertThat(rules.yaml()).contains(counted).doesNotContain("{{.window}}");
    check(rules, "", look("1m", FIRING, ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rate(http_total[5m])|write the selector of a counter",
        "sum by (code) (http_total)|write the selector of a counter",
        "sum(a) / sum(b)|write the selector of a counter",
        "a{b=\"c\"} or d{}|write the selector of a counter",
        "a{b=\"}\"|write the selector of a counter",
        "a b|write the selector of a counter",
        "9a|write the selector of a counter",
        "sum(rate(a[{{.window}}]))|counts per second; write increase"
      })
  void rules_ofQueriesThatCountNothing_areLeftOut(String query, String reason) throws Exception {
    assertLeftOut(ratio("good", query, TOTAL), "good.metricSource.spec.query", reason);
  }

  @Test
  void rules_ofWhatHasNoCounts_areLeftOut() throws Exception {
    String good = RATIO.replace("PART", "good").replace("QUERY", "a").replace("TOTAL", "b");
    String counters = good.replace("COUNTER", "true");
    String other = counters.replace("TYPE", "datadog");
    String gauges = good.replace("COUNTER", "false").replace("TYPE", "prometheus");
    String longer = counters.replace("TYPE", "prometheus").replace("30d", "1Y");
    String raw =
        counters
            .replace("TYPE", "prometheus")
            .replaceAll("(?m)^ +total: .*\n", "")
            .replace("good:", "rawType: success\n        raw:");
    String threshold =
        RATIO
            .replaceAll("(?s)ratioMetric:.*(?=  objectives)", THRESHOLD)
            .replace("[{target", "[{op: lte, value: 0.3, target");
    assertLeftOut(read(other), "good.metricSource.type = datadog", "is not prometheus");
    assertLeftOut(read(gauges), "total.metricSource.spec.query", "with counter: true");
    assertLeftOut(read(longer), "slo = search", "rolls over 1h to 90d, not over 1Y");
    assertLeftOut(read(raw), "ratioMetric.raw", "has no counts");
    assertLeftOut(read(threshold), "thresholdMetric", "is no count of events");
    assertLeftOut(read(composite()), "objectives = 2", "it is a composite");
  }

  private static String composite() {
    String indicator =
        "{indicator: {metadata: {name: %s}, spec: {ratioMetric: {counter: true,"
            + " good: {metricSource: {type: prometheus, spec: {query: a}}},"
            + " total: {metricSource: {type: prometheus, spec: {query: b}}}}}}, target: 0.999}";
    return RATIO.replaceAll("(?s)  indicator:.*", "")
        + ("  objectives: [" + indicator.formatted("x") + ", " + indicator.formatted("y") + "]\n");
  }

  private static void assertLeftOut(OpenSloDefinitions read, String... reason) {
    PrometheusRules rules = PrometheusRules.of(read, Style.SLOTH);
    assertThat(rules.slos()).isEmpty();
    assertThat(rules.leftOut()).extracting(LeftOut::name).containsExactly("search");
    assertThat(rules.leftOut().get(0).reason()).contains(reason);
    assertThat(rules.yaml()).contains("# No rules for search: ");
  }

  @Test
  void leftOut_textOfSomebodyElse_staysInItsLine() {
    LeftOut hostile = new LeftOut("a\nb", "x\u2028\u0007".repeat(500));
    assertThat(hostile.name()).isEqualTo("a?b");
    assertThat(hostile.reason()).startsWith("x??x??").hasSize(303);
  }

  /** A counter of requests by their code, sampled once a minute. */
  private static String series(String code, String values) {
    return "  - {series: 'http_requests_total{job=\"search\",code=\"%s\"}', values: '%s'}%n"
        .formatted(code, values);
  }

  private static String look(String at, String expression, String samples) {
    return "  - {expr: '%s', eval_time: %s, exp_samples: [%s]}%n"
        .formatted(expression, at, samples);
  }

  private static String sample(String labels, String value) {
    return "{labels: '{%s}', value: %s},".formatted(labels, value);
  }

  private static String fires(String longWindow, String shortWindow) {
    return sample("long=\"%s\",short=\"%s\"".formatted(longWindow, shortWindow), "1");
  }

  private void check(PrometheusRules rules, String series, String looks) {
    Tool.write(directory, "rules.yml", rules.yaml());
    PROMTOOL.run(directory, "check", "rules", "--lint-fatal", "rules.yml").requireContent();
    Tool.write(directory, "tests.yml", TESTS + series + "  promql_expr_test:\n" + looks);
    PROMTOOL.run(directory, "test", "rules", "tests.yml").requireContent();
  }
}
