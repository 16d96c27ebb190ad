package io.sre4j.openslo;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.slo.AlertPolicy;
import io.sre4j.slo.AlertRule;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Severity;
import io.sre4j.slo.Sli;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import io.sre4j.slo.TimeWindow;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WriteTest {
  private static final Objective AVAILABLE = Objective.availability("checkout", Target.of("99.9%"));

  @ParameterizedTest
  @ValueSource(longs = {3, 20_261_125, 79})
  void definitions_random_areTheSameAfterWritingAndReading(long seed) {
    Random random = new Random(seed);
    int whole = 0;
    for (int round = 0; round < 400; round++) {
      Slo slo = RandomSlos.next(random);
      String name = "seed " + seed + ", round " + round;
      OpenSlo.Export export = OpenSlo.write(List.of(slo));
      Slo again = Documents.read(export.text()).slos().get(0);
      assertThat(kept(again, export)).as(name).isEqualTo(kept(slo, export));
      whole += export.losses().isEmpty() ? 1 : 0;
      OpenSlo.Export second = OpenSlo.write(List.of(again));
      assertThat(second.text()).as(name).isEqualTo(export.text());
      boolean lostName =
          export.losses().stream().anyMatch(loss -> loss.field().matches("name|sli"));
      assertThat(
              Documents.codes(OpenSlo.Mode.STRICT, export.text())
                  .contains("error string_dns_label"))
          .as(name)
          .isEqualTo(lostName);
    }
    assertThat(whole).as("written without a loss").isGreaterThan(50);
  }

  /** The parts of an SLO that are not named by a loss. */
  private static Map<String, Object> kept(Slo slo, OpenSlo.Export export) {
    Map<String, Object> parts = new HashMap<>(Invariants.parts(slo));
    for (OpenSlo.Loss loss : export.losses()) {
      String field = loss.field().replaceFirst("[.\\[].*", "");
      if (!field.equals("name")) {
        parts.remove(field);
      }
      if (field.equals("window")) {
        parts.remove("alerting"); // Scales with the period.
      }
    }
    return parts;
  }

  @Test
  void definitions_readFromFiles_areTheSameAfterWritingAndReading() {
    for (String name : Documents.NAMES) {
      OpenSloDefinitions first = Documents.read(Documents.text(name));
      OpenSloDefinitions second = Documents.read(OpenSlo.write(first));
      assertThat(Invariants.withoutPlaces(second))
          .as(name)
          .isEqualTo(Invariants.withoutPlaces(first));
    }
  }

  @Test
  void text_ofALatencySlo_isWrittenSo() {
    Slo slo =
        Slo.builder("fast")
            .objective(Objective.latency("checkout", Duration.ofMillis(300), Target.of("99%")))
            .label("service", "shop")
            .build();
    OpenSlo.Export export = OpenSlo.write(List.of(slo));
    assertThat(export.losses()).isEmpty();
    assertThat(export.text())
        .isEqualTo(
            """
            ---
            apiVersion: openslo/v1
            kind: SLO
            metadata:
              name: fast
              annotations:
                sre4j.io/alerting: google
            spec:
              service: shop
              indicator:
                metadata:
                  name: checkout
                spec:
                  thresholdMetric:
                    metricSource:
                      type: sre4j
                      spec:
                        measure: latency
              timeWindow:
              - duration: 30d
                isRolling: true
              budgetingMethod: Occurrences
              objectives:
              - op: lte
                value: 0.3
                target: 0.99
            """);
  }

  @Test
  void losses_areNamedWithWhatIsWrittenInstead() {
    AlertRule own = AlertRule.of(Severity.PAGE, Duration.ofHours(1), Duration.ofMinutes(5), 10);
    Slo slo =
        Slo.builder("All.Orders")
            .objective(AVAILABLE)
            .window(TimeWindow.rolling(Duration.ofDays(7).plusSeconds(1)))
            .alerting(AlertPolicy.of("ours", own))
            .label("a label", "x")
            .build();
    Slo local =
        Slo.builder("local")
            .objective(AVAILABLE)
            .window(TimeWindow.calendar(TimeWindow.Unit.DAY, ZoneId.of("+05:30")))
            .alerting(AlertPolicy.none())
            .label("service", "shop")
            .build();
    OpenSlo.Export export =
        OpenSlo.write(List.of(slo, local), List.of(Sli.up("checkout"), Sli.up("unused")));
    assertThat(export.lossReport())
        .isEqualTo(
            """
            All.Orders: name = All.Orders: is written, but no RFC 1123 label: strict readers refuse it
            All.Orders: labels.a label = x: is left out: OpenSLO's keys have other characters
            All.Orders: alerting = ours: OpenSLO has no pairs of windows, and this is no preset: google is written
            All.Orders: labels.service = : OpenSLO asks for a service: 'unnamed' is written
            All.Orders: window = 7d1s: OpenSLO counts minutes: 10081m is written
            local: window = +05:30: is no name of the IANA database: UTC is written
            checkout: sli = Up[name=checkout]: OpenSLO has no words for it: the name of an SLI of events is written
            """);
  }

  @Test
  void presets_ofEveryName_comeBack() {
    for (String preset : AlertBinding.PRESETS) {
      Slo slo =
          Slo.builder("a")
              .objective(AVAILABLE)
              .alerting(AlertPolicy.preset(preset, TimeWindow.parse("30d")))
              .build();
      String text = OpenSlo.write(List.of(slo)).text();
      assertThat(Documents.read(text).slos().get(0).alerting()).isEqualTo(slo.alerting());
      assertThat(text).contains("sre4j.io/alerting: " + preset);
    }
  }
}
