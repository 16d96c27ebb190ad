package io.sre4j.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.slo.AlertPolicy;
import io.sre4j.slo.AlertRule;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Severity;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import io.sre4j.slo.TimeWindow;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class ReportJsonTest {
  private static final String EVENTS =
      """
      timestamp,outcome,latency_ms,count
      2026-11-23T09:00:00Z,good,12,600
      2026-11-23T09:00:10Z,bad,,400
      2026-11-23T09:00:10Z,excluded,,7
      2026-11-23T09:20:00Z,good,,1000
      """;

  @Test
  void write_anOutage_hasEveryFieldOfTheFormat() throws Exception {
    Map<?, ?> slo = map(slos(Rows.availability(Rows.DRILL), Rows.latency(Rows.DRILL)).get(0));

    assertThat(slo.keySet())
        .map(Object::toString)
        .containsExactly(
            "name",
            "target",
            "window",
            "good",
            "bad",
            "excluded",
            "sli",
            "budgetRemaining",
            "alerts",
            "timeline");
    assertThat(slo.get("name")).isEqualTo("availability");
    assertThat(slo.get("target")).isEqualTo(0.999);
    assertThat(slo.get("window")).isEqualTo("1h");
    assertThat(slo.get("good")).isEqualTo(1600);
    assertThat(slo.get("bad")).isEqualTo(400);
    assertThat(slo.get("excluded")).isEqualTo(7);
    assertThat(slo.get("sli")).isEqualTo(0.8);
    assertThat(map(((List<?>) slo.get("alerts")).get(0)))
        .extracting("severity", "long", "short", "firedAt", "resolvedAt")
        .containsExactly("page", "2m", "10s", "2026-11-23T09:00:11Z", "2026-11-23T09:02:11Z");
    Map<?, ?> point = map(((List<?>) slo.get("timeline")).get(0));
    assertThat(point.get("at")).isEqualTo("2026-11-23T09:01:00Z");
    assertThat(map(point.get("burnRates")).keySet())
        .map(Object::toString)
        .containsExactly("10s", "1m", "2m", "5m", "12m", "36m", "1h");
    assertThat(map(point.get("burnRates")).get("10s")).isNull();
    assertThat(map(point.get("burnRates")).get("2m")).isEqualTo(400.0);
    assertThat(point.get("budgetRemaining")).isEqualTo(-399.0);
  }

  @Test
  void write_thePeriodOfAMonthAndGoogle_hasTheKeysOfPrometheus() throws Exception {
    Slo month =
        Slo.builder("month")
            .objective(Objective.availability("checkout", Target.of("99.9%")))
            .window(TimeWindow.parse("month"))
            .build();
    Map<?, ?> slo = map(slos(month).get(0));

    assertThat(slo.get("window")).isEqualTo("month UTC");
    Map<?, ?> point = map(((List<?>) slo.get("timeline")).get(0));
    assertThat(map(point.get("burnRates")).keySet())
        .map(Object::toString)
        .containsExactly("5m", "30m", "1h", "6h", "3d", "30d");
  }

  @Test
  void write_aWindowAsLongAsThePage_keepsBothKeysApart() throws Exception {
    Slo week =
        Slo.builder("week")
            .objective(Objective.availability("checkout", Target.of("99.9%")))
            .window(TimeWindow.parse("week"))
            .alerting(
                AlertPolicy.of(
                    "mine",
                    AlertRule.of(Severity.TICKET, Duration.ofDays(7), Duration.ofHours(1), 1)))
            .build();
    Map<?, ?> slo = map(slos(week).get(0));

    Map<?, ?> point = map(((List<?>) slo.get("timeline")).get(0));
    assertThat(map(point.get("burnRates")).keySet())
        .map(Object::toString)
        .containsExactly("1h", "7d", "week UTC");
  }

  private static List<?> slos(Slo... slos) throws Exception {
    BacktestReport report =
        Rows.run(Backtest.of(List.of(slos)), EVENTS.getBytes(StandardCharsets.UTF_8));
    StringBuilder json = new StringBuilder();
    ReportJson.write(report, json);
    Object read = new Load(LoadSettings.builder().build()).loadFromString(json.toString());
    return (List<?>) map(read).get("slos");
  }

  private static Map<?, ?> map(Object value) {
    return (Map<?, ?>) value;
  }
}
