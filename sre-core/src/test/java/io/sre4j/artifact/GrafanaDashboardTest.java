package io.sre4j.artifact;

import static io.sre4j.artifact.Tool.PROMTOOL;
import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.artifact.PrometheusRules.Queries;
import io.sre4j.artifact.PrometheusRules.Style;
import io.sre4j.slo.Budgeting;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is known of Grafana's dashboard model, and that every query is PromQL over what is recorded.
 */
class GrafanaDashboardTest {
  private static final Set<String> PANELS = Set.of("stat", "table", "timeseries", "bargauge");
  private static final JsonMapper READER =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final String JSON = GrafanaDashboard.json(Definitions.various());

  @TempDir Path directory;

  @Test
  void json_model_hasWhatGrafanaNeeds() {
    assertThat(model())
        .containsKeys("uid", "title", "schemaVersion", "version", "time", "templating", "panels")
        .containsEntry("schemaVersion", 39);
    assertThat((String) model().get("uid")).matches("[a-zA-Z0-9_-]{1,40}");
    assertThat((String) model().get("description")).contains("Regenerate: sre4j dashboard");
  }

  @Test
  void json_panels_wellFormedAndApart() {
    Set<Object> ids = new HashSet<>();
    Set<String> cells = new HashSet<>();
    for (Map<String, Object> panel : panels()) {
      assertThat(ids.add(panel.get("id"))).isTrue();
      assertThat(panel.get("type")).isIn(PANELS);
      assertThat((String) panel.get("title")).isNotBlank();
      Map<String, Object> place = map(panel.get("gridPos"));
      int x = number(place, "x");
      int y = number(place, "y");
      assertThat(x + number(place, "w")).isLessThanOrEqualTo(24);
      for (int column = x; column < x + number(place, "w"); column++) {
        for (int row = y; row < y + number(place, "h"); row++) {
          assertThat(cells.add(column + "," + row)).as("no two panels overlap").isTrue();
        }
      }
    }
  }

  @Test
  void json_burnRates_showTheFactorsOfAllRules() {
    Set<Double> factors = new TreeSet<>();
    Definitions.various().stream()
        .filter(slo -> !slo.isComposite())
        .flatMap(slo -> slo.alerting().rules().stream())
        .forEach(rule -> factors.add(rule.factor()));
    Map<String, Object> defaults = defaults("Burn rates");
    List<Object> steps = list(map(defaults.get("thresholds")).get("steps"));
    assertThat(map(steps.get(0))).containsEntry("value", null);
    assertThat(steps.subList(1, steps.size()).stream().map(step -> map(step).get("value")))
        .extracting(value -> ((Number) value).doubleValue())
        .containsExactlyElementsOf(factors);
    assertThat(defaults.get("unit")).isEqualTo("suffix:x");
    assertThat(defaults("Share of bad events").get("unit")).isEqualTo("percentunit");
  }

  @Test
  void json_queriesOfTheFleet_doNotDependOnTheInstancesChosen() {
    for (String query : queries(JSON)) {
      boolean isOfProcesses = query.contains("sre_slo_events_total");
      assertThat(query.contains("instance=~\"$instance\"")).as(query).isEqualTo(isOfProcesses);
    }
  }

  private static Map<String, Object> defaults(String title) {
    return panels().stream()
        .filter(panel -> title.equals(panel.get("title")))
        .map(panel -> map(map(panel.get("fieldConfig")).get("defaults")))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void json_targets_haveIdsOfTheirOwnAndTheDataSource() {
    for (Map<String, Object> panel : panels()) {
      Set<Object> refIds = new HashSet<>();
      assertThat(targets(panel)).isNotEmpty();
      for (Map<String, Object> target : targets(panel)) {
        assertThat(refIds.add(target.get("refId"))).isTrue();
        assertThat(target.get("datasource"))
            .isEqualTo(Map.of("type", "prometheus", "uid", "${datasource}"));
        assertThat(target.get("instant")).isNotEqualTo(target.get("range"));
      }
    }
  }

  @Test
  void json_variables_areDefined() {
    Set<String> defined = new HashSet<>();
    for (Object variable : list(map(model().get("templating")).get("list"))) {
      defined.add((String) map(variable).get("name"));
    }
    Set<String> used = new HashSet<>();
    Pattern.compile("\\$\\{?([a-z]\\w*)")
        .matcher(JSON)
        .results()
        .forEach(m -> used.add(m.group(1)));
    assertThat(used).isEqualTo(defined);
  }

  @Test
  void json_queries_arePromql() {
    requirePromql(queries(JSON));
  }

  private void requirePromql(List<String> queries) {
    StringBuilder rules = new StringBuilder("groups:\n- name: dashboard\n  rules:\n");
    int number = 0;
    for (String query : queries) {
      rules.append("  - record: query").append(number++).append("\n    expr: ");
      rules.append(YamlText.quoted(substituted(query))).append('\n');
    }
    Path file = Tool.write(directory, "queries.yml", rules.toString());
    PROMTOOL.run(directory, "check", "rules", "--lint-fatal", file.toString()).requireContent();
  }

  @ParameterizedTest
  @EnumSource(Style.class)
  void json_queries_askForWhatIsRecorded(Style style) {
    String rules = PrometheusRules.of(Definitions.various(), style).yaml();
    for (String query : queries(JSON)) {
      Pattern.compile("sre:\\w+:\\w+")
          .matcher(query)
          .results()
          .forEach(name -> assertThat(rules).contains("record: " + name.group() + "\n"));
    }
  }

  @Test
  void json_rulesOverQueries_showTheirEventsByWhatIsRecorded() {
    Budgeting slices = Budgeting.timeslices(Duration.ofMinutes(5), Target.of("95%"));
    List<Slo> slos =
        List.of(
            Definitions.of("ours", "99.9%", "google", 30),
            Definitions.of("other.1", "99.9%", "google", 30),
            Definitions.availability("sliced", "99.9%").budgeting(slices).build());
    Queries queries = Queries.ofCounters("bad", "total");
    PrometheusRules rules = PrometheusRules.of(slos, Style.SLOTH);
    assertThat(GrafanaDashboard.json(rules)).isEqualTo(GrafanaDashboard.json(slos));

    String json =
        GrafanaDashboard.json(rules.countedBy("other.1", queries).countedBy("sliced", queries));
    List<String> added = queries(json);
    queries(GrafanaDashboard.json(slos)).forEach(added::remove);

    assertThat(added)
        .containsExactly(
            "sre:slo_bad:sum5m{slo=~\"$slo\",slo=~\"other[.]1\"} / 300",
            "sre:slo_all:sum5m{slo=~\"$slo\",slo=~\"other[.]1\"} / 300");
    requirePromql(added);
  }

  @Test
  void json_sameDefinitions_sameBytes() {
    assertThat(GrafanaDashboard.json(Definitions.various())).isEqualTo(JSON);
  }

  private static String substituted(String query) {
    return query
        .replace("$__rate_interval", "1m")
        .replace("$__range", "1d")
        .replace("$slo", ".+")
        .replace("$instance", ".*")
        .replace("$by", "instance");
  }

  private static List<String> queries(String json) {
    List<String> queries = new ArrayList<>();
    for (Map<String, Object> panel : panels(json)) {
      targets(panel).forEach(target -> queries.add((String) target.get("expr")));
    }
    return queries;
  }

  private static Map<String, Object> model() {
    return model(JSON);
  }

  private static Map<String, Object> model(String json) {
    return map(READER.readValue(json, Object.class));
  }

  private static List<Map<String, Object>> panels() {
    return panels(JSON);
  }

  private static List<Map<String, Object>> panels(String json) {
    return list(model(json).get("panels")).stream().map(GrafanaDashboardTest::map).toList();
  }

  private static List<Map<String, Object>> targets(Map<String, Object> panel) {
    return list(panel.get("targets")).stream().map(GrafanaDashboardTest::map).toList();
  }

  private static int number(Map<String, Object> map, String key) {
    return (Integer) map.get(key);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object object) {
    return (Map<String, Object>) object;
  }

  @SuppressWarnings("unchecked")
  private static List<Object> list(Object object) {
    return (List<Object>) object;
  }
}
