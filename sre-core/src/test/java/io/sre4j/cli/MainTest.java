package io.sre4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  private static final String SLO =
      """
      apiVersion: openslo/v1
      kind: SLO
      metadata: {name: checkout-availability, annotations: {sre4j.io/sli: checkout}}
      spec:
        service: shop
        budgetingMethod: Occurrences
        timeWindow: [{duration: 30d, isRolling: true}]
        indicator:
          metadata: {name: checkout}
          spec:
            ratioMetric:
              counter: true
              good: {metricSource: {type: sre4j, spec: {outcome: good}}}
              total: {metricSource: {type: sre4j, spec: {outcome: all}}}
        objectives: [{displayName: available, target: 0.999}]
      """;
  private static final String EVENTS =
      """
      timestamp,outcome,count
      2026-11-23T09:00:00Z,good,100000
      2026-11-23T09:10:00Z,bad,5000
      2026-11-23T09:12:00Z,good,1
      """;

  @TempDir private Path directory;
  private String slo = "";
  private String events = "";

  @BeforeEach
  void writeFiles() throws IOException {
    slo = write("slo.yaml", SLO);
    events = write("events.csv", EVENTS);
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text).toString();
  }

  @Test
  void backtest_text_isAReport() {
    CliRun run = CliRun.of("backtest", "--slo", slo, "--events", events);

    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("3 rows from 2026-11-23T09:00:00Z to 2026-11-23T09:12:01Z (12m1s)")
        .contains("promise    99.9% of checkout succeed, 30d")
        .contains("100,001 good, 5,000 bad, 0 excluded")
        .contains("SLI        95.2381%")
        .contains("page 1h/5m")
        .contains("still firing at the end")
        .contains("precision  100%", "recall     100%");
    assertThat(run.code()).isZero();
  }

  @Test
  void backtest_json_isTheFormat() {
    CliRun run =
        CliRun.of(
            "backtest", "--slo", slo, "--events", events, "--format", "json", "--timeline", "5m");

    assertThat(run.code()).isZero();
    assertThat(run.out())
        .startsWith("{\"slos\":[")
        .contains("\"firedAt\":\"2026-11-23T09:10:01Z\",\"resolvedAt\":null")
        .contains("{\"at\":\"2026-11-23T09:10:00Z\",\"burnRates\":{\"5m\":null,")
        .endsWith("]}\n");
  }

  @Test
  void backtest_gateOff_saysSoAndFiresOnLess() throws IOException {
    String few =
        write(
            "few.csv", "timestamp,outcome\n2026-11-23T09:00:00Z,bad\n2026-11-23T09:00:09Z,good\n");

    CliRun on = CliRun.of("backtest", "--slo", slo, "--events", few);
    CliRun off = CliRun.of("backtest", "--slo", slo, "--events", few, "--gate", "off");

    assertThat(on.out()).contains("alerts     0, policy google\n");
    assertThat(off.out()).contains("policy google, without evidence gate").contains("page 1h/5m");
  }

  @Test
  void backtest_recordedTicks_usesTheInstantsOfTheFile() {
    CliRun run =
        CliRun.of(
            "backtest", "--slo", slo, "--events", events, "--tick", "recorded", "--format=json");

    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("\"at\":\"2026-11-23T09:10:00Z\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--events EVENTS|Missing required option: '--slo=FILE",
        "--slo SLO|Missing required option: '--events=FILE'",
        "--slo SLO --events EVENTS --tick 1parsec|Invalid value for option '--tick'",
        "--slo SLO --events EVENTS --timeline soon|Invalid value for option '--timeline'",
        "--slo SLO --events EVENTS --gate ajar|Invalid value for option '--gate'",
        "--slo SLO --events EVENTS --formt json|Unknown options: '--formt'"
      })
  void backtest_wrongUsage_exitsWith2AndAHint(String args, String message) {
    String[] all =
        ("backtest " + args).replace("SLO", slo).replace("EVENTS", events).split(" ", -1);

    CliRun run = CliRun.of(all);

    assertThat(run.code()).isEqualTo(Main.WRONG_USAGE);
    assertThat(run.err()).contains(message, "Try 'sre4j help backtest'.").doesNotContain("\tat ");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void backtest_wrongFiles_exitWith1AndSayWhere() throws IOException {
    String wrong = write("wrong.csv", "timestamp,outcome\n2026-11-23T09:00:00Z,fine\n");
    String broken = write("broken.yaml", SLO.replace("target: 0.999", "target: 1.999"));

    assertFails(
        CliRun.of("backtest", "--slo", slo, "--events", wrong),
        "wrong.csv:2: outcome = 'fine': is one of good, bad, excluded");
    assertFails(
        CliRun.of("backtest", "--slo", slo, "--events", "none.csv"),
        "none.csv: there is no such file");
    assertFails(CliRun.of("backtest", "--slo", broken, "--events", events), "broken.yaml:");
    assertFails(CliRun.of("validate", broken), "broken.yaml:");
    assertFails(
        CliRun.of("backtest", "--slo", slo, "--events", events, "--tick", "2m", "--timeline", "5m"),
        "tick = 2m: an engine ticks every 100ms to 1m");
  }

  private static void assertFails(CliRun run, String message) {
    assertThat(run.err()).contains("error: ", message).doesNotContain("\tat ", "Exception");
    assertThat(run.code()).isEqualTo(Main.WRONG_FILE);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void validate_rightFile_saysNothing() {
    CliRun run = CliRun.of("validate", slo);

    assertThat(run.code()).isZero();
    assertThat(run.out() + run.err()).isEmpty();
  }

  @Test
  void simulate_someTraffic_isATable() {
    CliRun run =
        CliRun.of(
            "simulate",
            "--slo",
            slo,
            "--rate",
            "60/h",
            "--error",
            "0.1%,100%",
            "--months",
            "1",
            "--runs",
            "3",
            "--seed",
            "5");

    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("at 60 events/h; seed 5")
        .contains("0.1% errors, burn rate 1: the promise is kept", "google, no gate")
        .contains("100% errors, burn rate 1000: the promise is broken")
        .contains("by calculation, with the gate and a full, clean history", "outage 3m");
    assertThat(run.code()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rules|slo:sli_error:ratio_rate5m",
        "rules --style pyrra|sre_slo_events:burnrate5m",
        "rules --tests --rule-file mine.yaml|mine.yaml",
        "alertmanager|receivers:",
        "dashboard|Service level objectives"
      })
  void generators_printOnStandardOutput(String command, String content) {
    CliRun run = CliRun.of((command + " --slo " + slo).split(" ", -1));

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains(content);
    assertThat(run.code()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rules|sum(increase(http_total[1h]))",
        "rules --style pyrra|sum(increase(http_total[1h]))",
        "rules --tests|SreWatchdog",
        "alertmanager|for 1 SLOs",
        "dashboard|slo=~\\\"search\\\"} / 300"
      })
  void generators_sloOfAPrometheus_isForTheFleet(String command, String content)
      throws IOException {
    String search = write("search.yaml", fleet("http_total"));

    CliRun run = CliRun.of((command + " --slo " + search).split(" ", -1));

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains(content);
    assertThat(run.code()).isZero();
    assertFails(
        CliRun.of("backtest", "--slo", search, "--events", events),
        "holds no SLO that can be decided from events");
  }

  @Test
  void generators_queryThatCountsNothing_isLeftOutWithTheReason() throws IOException {
    String search = write("search.yaml", fleet("rate(http_total[5m])"));

    CliRun both = CliRun.of("rules", "--slo", slo, search);

    assertThat(both.err())
        .startsWith("warning: search is left out: total.metricSource.spec.query = rate(")
        .contains("write the selector of a counter");
    assertThat(both.out())
        .contains("sloth_slo=\"checkout-availability\"", "# No rules for search: total.");
    assertThat(both.code()).isZero();
    assertFails(CliRun.of("rules", "--slo", search), "holds no SLO that can have rules");
  }

  private static String fleet(String query) {
    return SLO.replaceAll("metadata: \\{name: checkout-av.*", "metadata: {name: search}")
        .replaceAll("type: sre4j, spec: .*", "type: prometheus, spec: {query: '" + query + "'}}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"60", "0/h", "60/y", "-1/h", "1e9/h"})
  void simulate_wrongRate_exitsWith2(String rate) {
    CliRun run = CliRun.of("simulate", "--slo", slo, "--error", "1%", "--rate", rate);

    assertThat(run.code()).isEqualTo(Main.WRONG_USAGE);
    assertThat(run.err()).contains("write 60/h, 10/m or 5/s");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "help"})
  void help_listsCommandsAndExitCodes(String arg) {
    CliRun run = CliRun.of(arg);

    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("validate", "backtest", "simulate", "generate-completion", "Exit codes:")
        .contains("1   a file is wrong");
  }

  @ParameterizedTest
  @ValueSource(strings = {"validate", "backtest", "simulate"})
  void help_ofACommand_namesItsOptions(String command) {
    CliRun run = CliRun.of(command, "--help");

    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("Usage: sre4j " + command, "FILE");
  }

  @Test
  void completion_isAScript() {
    CliRun run = CliRun.of("generate-completion");

    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("complete -F", "--timeline");
  }

  @Test
  void noCommand_exitsWith2AndUsage() {
    assertThat(CliRun.of().code()).isEqualTo(Main.WRONG_USAGE);
    CliRun typo = CliRun.of("backtset");
    assertThat(typo.code()).isEqualTo(Main.WRONG_USAGE);
    assertThat(typo.err()).contains("backtset", "Did you mean: sre4j backtest");
  }
}
