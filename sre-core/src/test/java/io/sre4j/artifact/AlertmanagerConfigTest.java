package io.sre4j.artifact;

import static io.sre4j.artifact.Tool.AMTOOL;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** amtool takes the file, and sends each alert where it belongs. */
class AlertmanagerConfigTest {
  @TempDir Path directory;

  @Test
  void yaml_variousSlos_passesAmtool() {
    check(AlertmanagerConfig.yaml(Definitions.various())).requireContent();
  }

  @Test
  void yaml_noSlos_passesAmtoolWithoutPagerDuty() {
    String yaml = AlertmanagerConfig.yaml(List.of());
    check(yaml).requireContent();
    assertThat(yaml).doesNotContain("pagerduty");
  }

  @Test
  void yaml_unknownReceiver_isRefused() {
    String yaml = AlertmanagerConfig.yaml(Definitions.various());
    check(yaml.replace("name: slack", "name: other")).requireComplaint();
  }

  @Test
  void yaml_sameDefinitions_sameBytes() {
    assertThat(AlertmanagerConfig.yaml(Definitions.various()))
        .isEqualTo(AlertmanagerConfig.yaml(Definitions.various()));
  }

  @ParameterizedTest
  @CsvSource({
    "ErrorBudgetBurn, page, 'pagerduty,webhook,slack'",
    "ErrorBudgetBurn, critical, 'pagerduty,webhook,slack'",
    "ErrorBudgetBurn, ticket, 'webhook,slack'",
    "SLOMetricAbsent, warning, 'webhook,slack'",
    "SreWatchdog, none, watchdog",
    "Other, page, slack",
  })
  void route_alert_toItsReceivers(String alert, String severity, String receivers) {
    Path file =
        Tool.write(directory, "alertmanager.yml", AlertmanagerConfig.yaml(Definitions.various()));
    Tool.Verdict verdict =
        AMTOOL.run(
            directory,
            "config",
            "routes",
            "test",
            "--config.file=" + file,
            "--verify.receivers=" + receivers,
            "alertname=" + alert,
            "severity=" + severity,
            "slo=checkout");
    verdict.requireContent();
  }

  private Tool.Verdict check(String yaml) {
    Path file = Tool.write(directory, "alertmanager.yml", yaml);
    return AMTOOL.run(directory, "check-config", file.toString());
  }
}
