package io.sre4j.slo;

import static io.sre4j.slo.Rejection.assertRejected;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlertRuleTest {
  private static final Duration H1 = Duration.ofHours(1);
  private static final Duration M5 = Duration.ofMinutes(5);

  @Test
  void of_rule_firesWithoutHoldTime() {
    AlertRule rule = AlertRule.of(Severity.PAGE, H1, M5, 14.4);

    assertThat(rule).isEqualTo(new AlertRule(Severity.PAGE, H1, M5, 14.4, Duration.ZERO));
    assertThat(rule.id()).isEqualTo("page 1h/5m");
    assertThat(AlertRule.of(Severity.TICKET, Duration.ofHours(36), H1, 1).id())
        .isEqualTo("ticket 1d12h/1h");
  }

  @ParameterizedTest
  @CsvSource({
    "PT9S, PT5S, long, 9s",
    "PT0S, PT5S, long, 0s",
    "P91D, PT5M, long, 91d",
    "PT2160H0.001S, PT5M, long, 90d1ms",
    "PT10.5S, PT10S, long, 10s500ms",
    "PT1H, PT9S, short, 9s",
    "PT1H, PT0S, short, 0s",
    "PT1H, PT10.5S, short, 10s500ms"
  })
  void of_windowOutOfRange_isRejected(
      Duration longWindow, Duration shortWindow, String path, String value) {
    assertRejected(
        () -> AlertRule.of(Severity.PAGE, longWindow, shortWindow, 2),
        path,
        value,
        "an alert window lasts from 10s to 90d, in whole seconds");
  }

  @ParameterizedTest
  @CsvSource({"PT11S, PT10S", "P90D, PT10S", "P90D, PT2159H59M59S"})
  void of_windowsAtTheEdges_areAccepted(Duration longWindow, Duration shortWindow) {
    AlertRule rule = AlertRule.of(Severity.PAGE, longWindow, shortWindow, 2);

    assertThat(rule.longWindow()).isEqualTo(longWindow);
    assertThat(rule.shortWindow()).isEqualTo(shortWindow);
  }

  @ParameterizedTest
  @CsvSource({"PT1H, 1h", "PT2H, 2h"})
  void of_shortWindowNotShorter_isRejected(Duration shortWindow, String value) {
    assertRejected(
        () -> AlertRule.of(Severity.PAGE, H1, shortWindow, 2),
        "short",
        value,
        "must be shorter than the long window, 1h");
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {0, -0.0, -1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void of_factorNotPositive_isRejected(double factor) {
    assertRejected(
        () -> AlertRule.of(Severity.PAGE, H1, M5, factor),
        "factor",
        String.valueOf(factor),
        "a burn-rate factor is positive");
  }

  @ParameterizedTest
  @CsvSource({"PT-1S, -1s", "PT1H0.001S, 1h1ms", "PT2H, 2h"})
  void new_holdTimeOutOfRange_isRejected(Duration holdFor, String value) {
    assertRejected(
        () -> new AlertRule(Severity.PAGE, H1, M5, 2, holdFor),
        "for",
        value,
        "lasts from 0s to the length of the long window");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT0.5S", "PT1H"})
  void new_holdTimeUpToTheLongWindow_isAccepted(Duration holdFor) {
    assertThat(new AlertRule(Severity.PAGE, H1, M5, 2, holdFor).holdFor()).isEqualTo(holdFor);
  }

  @Test
  void ofId_idOfARule_isTheRule() {
    for (AlertRule rule : AlertPolicy.preset("google", TimeWindow.parse("30d")).rules()) {
      assertThat(AlertRule.ofId(rule.id(), rule.factor(), rule.holdFor())).contains(rule);
    }
    AlertRule odd = new AlertRule(Severity.TICKET, H1.plusSeconds(1), M5, 2, Duration.ofMillis(5));
    assertThat(AlertRule.ofId("ticket 1h1s/5m", 2, Duration.ofMillis(5))).contains(odd);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "page",
        "page 1h",
        "page 5m/1h",
        "page 1x/5m",
        "page /5m",
        "page 999999d/5m",
        "alarm 1h/5m",
        "page 1h/5m/1m",
        "page 1h/5m "
      })
  void ofId_textThatIsNone_isEmpty(String id) {
    assertThat(AlertRule.ofId(id, 2, Duration.ZERO)).isEmpty();
    assertThat(AlertRule.ofId("page 1h/5m", 0, Duration.ZERO)).isEmpty();
  }
}
