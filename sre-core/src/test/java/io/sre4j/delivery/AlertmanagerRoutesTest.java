package io.sre4j.delivery;

import static io.sre4j.artifact.Tool.AMTOOL;
import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.alert.AlertState;
import io.sre4j.alert.AlertTransition;
import io.sre4j.artifact.AlertmanagerConfig;
import io.sre4j.artifact.PrometheusRules;
import io.sre4j.artifact.PrometheusRules.Style;
import io.sre4j.artifact.Tool;
import io.sre4j.slo.AlertPolicy;
import io.sre4j.slo.AlertRule;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Severity;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.json.JsonMapper;

/** What a process sends goes where the same alert of the generated rules goes. */
class AlertmanagerRoutesTest {
  private static final AlertRule PAGE = Alerts.RULE;
  private static final AlertRule TICKET =
      AlertRule.of(Severity.TICKET, Duration.ofDays(3), Duration.ofHours(6), 1);
  private static final Slo SLO =
      Slo.builder("checkout")
          .objective(Objective.availability("http", Target.of("99.9%")))
          .alerting(AlertPolicy.of("test", PAGE, TICKET))
          .build();

  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource(Style.class)
  void page_ofAProcess_goesWhereThoseOfRulesGo(Style style) throws IOException {
    assertThat(receivers(ofRules(style).get(0)))
        .isEqualTo(receivers(ofProcess(PAGE)))
        .isEqualTo("pagerduty,webhook,slack");
  }

  @ParameterizedTest
  @EnumSource(Style.class)
  void ticket_ofAProcess_goesWhereThoseOfRulesGo(Style style) throws IOException {
    assertThat(receivers(ofRules(style).get(1)))
        .isEqualTo(receivers(ofProcess(TICKET)))
        .isEqualTo("webhook,slack");
  }

  /** Silences and routes of one's own can be for both. */
  @Test
  void labels_ofAProcess_areNamedAsThoseOfRules() {
    List<String> names = List.of("slo", "severity", "long", "short");
    List<Map<String, String>> rules = ofRules(Style.SLOTH);
    assertThat(rules.get(0).keySet()).containsAll(names);
    for (String name : names) {
      assertThat(ofProcess(PAGE)).containsEntry(name, rules.get(0).get(name));
      assertThat(ofProcess(TICKET)).containsEntry(name, rules.get(1).get(name));
    }
  }

  /** The receivers, as Alertmanager finds them. */
  private String receivers(Map<String, String> labels) throws IOException {
    Path config = directory.resolve("alertmanager.yml");
    Files.writeString(config, AlertmanagerConfig.yaml(List.of(SLO)));
    List<String> arguments =
        new ArrayList<>(List.of("config", "routes", "test", "--config.file=" + config));
    labels.forEach((name, value) -> arguments.add(name + "=" + value));
    Tool.Verdict verdict = AMTOOL.run(directory, arguments.toArray(String[]::new));
    verdict.requireContent();
    return verdict.said().strip().lines().reduce("", (warning, receivers) -> receivers);
  }

  private static Map<String, String> ofProcess(AlertRule rule) {
    AlertTransition page = Alerts.fires(SLO.name(), Alerts.START, "burns");
    AlertTransition fires =
        new AlertTransition(
            SLO, rule, AlertState.PENDING, AlertState.FIRING, page.at(), page.evidence());
    String body =
        new AlertmanagerFormat(Duration.ofMinutes(4))
            .body(List.of(Alerts.notice(fires, Alerts.START, 0)), Alerts.START);
    Map<String, String> labels = new TreeMap<>();
    new JsonMapper()
        .readTree(body)
        .at("/0/labels")
        .properties()
        .forEach(label -> labels.put(label.getKey(), label.getValue().asString()));
    return labels;
  }

  /** The labels of the generated alerts of burning, in the order of the policy. */
  private static List<Map<String, String>> ofRules(Style style) {
    String yaml = PrometheusRules.of(List.of(SLO), style).yaml();
    Map<?, ?> file = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(yaml);
    List<Map<String, String>> alerts = new ArrayList<>();
    for (Object group : (List<?>) file.get("groups")) {
      for (Object rule : (List<?>) ((Map<?, ?>) group).get("rules")) {
        Object alert = ((Map<?, ?>) rule).get("alert");
        if ("ErrorBudgetBurn".equals(alert)) {
          Map<String, String> labels = new TreeMap<>(Map.of("alertname", "ErrorBudgetBurn"));
          ((Map<?, ?>) ((Map<?, ?>) rule).get("labels"))
              .forEach((name, value) -> labels.put(name.toString(), value.toString()));
          alerts.add(labels);
        }
      }
    }
    return alerts;
  }
}
