package io.sre4j.slo;

import static io.sre4j.slo.Rejection.assertRejected;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlertPolicyTest {
  private static final Duration M5 = Duration.ofMinutes(5);
  private static final AlertRule PAGE = AlertRule.of(Severity.PAGE, Duration.ofHours(1), M5, 14.4);
  private static final AlertRule HELD =
      new AlertRule(
          Severity.TICKET, Duration.ofHours(6), Duration.ofMinutes(30), 6, Duration.ofMinutes(15));

  @Test
  void of_rules_keepsTheirOrder() {
    AlertPolicy policy = AlertPolicy.of("mine", PAGE, HELD);

    assertThat(policy.name()).isEqualTo("mine");
    assertThat(policy.rules()).containsExactly(PAGE, HELD);
  }

  @Test
  void new_listChangedLater_isNotAffected() {
    List<AlertRule> rules = new ArrayList<>(List.of(PAGE));
    AlertPolicy policy = new AlertPolicy("mine", rules);

    rules.clear();

    assertThat(policy.rules()).containsExactly(PAGE);
    assertThatThrownBy(() -> policy.rules().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void of_samePairOfWindowsTwice_isRejected() {
    AlertRule other =
        new AlertRule(Severity.PAGE, PAGE.longWindow(), PAGE.shortWindow(), 2, Duration.ofHours(1));

    assertRejected(
        () -> AlertPolicy.of("mine", PAGE, HELD, other),
        "alerting",
        "page 1h/5m",
        "stands twice; each pair of windows may occur once per severity");
  }

  @Test
  void of_samePairWithAnotherSeverity_isAccepted() {
    AlertRule ticket = AlertRule.of(Severity.TICKET, PAGE.longWindow(), PAGE.shortWindow(), 2);

    assertThat(AlertPolicy.of("mine", PAGE, ticket).rules()).containsExactly(PAGE, ticket);
  }

  @Test
  void new_sixteenRules_areAccepted() {
    assertThat(new AlertPolicy("mine", rules(16)).rules()).hasSize(16);
  }

  @Test
  void new_seventeenRules_areRejected() {
    assertRejected(
        () -> new AlertPolicy("mine", rules(17)),
        "alerting",
        "17 rules",
        "a policy has at most 16");
  }

  private static List<AlertRule> rules(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(hours -> AlertRule.of(Severity.PAGE, Duration.ofHours(hours), M5, 2))
        .toList();
  }

  @Test
  void scaledDown_divisor_dividesWindowsAndHoldTimesAndSaysSo() {
    AlertPolicy scaled = AlertPolicy.of("mine", PAGE, HELD).scaledDown(30);

    assertThat(scaled.name()).isEqualTo("mine, windows 1:30");
    assertThat(scaled.rules())
        .containsExactly(
            AlertRule.of(Severity.PAGE, Duration.ofMinutes(2), Duration.ofSeconds(10), 14.4),
            new AlertRule(
                Severity.TICKET,
                Duration.ofMinutes(12),
                Duration.ofMinutes(1),
                6,
                Duration.ofSeconds(30)));
  }

  @ParameterizedTest
  @CsvSource({
    "7, page 8m34s/43s, ticket 51m26s/4m17s",
    "60, page 1m/10s, ticket 6m/30s",
    "300, page 12s/10s, ticket 1m12s/10s"
  })
  void scaledDown_unevenDivisor_roundsToWholeSecondsFromTenOn(
      int divisor, String page, String ticket) {
    AlertPolicy scaled = AlertPolicy.of("mine", PAGE, HELD).scaledDown(divisor);

    assertThat(scaled.rules()).extracting(AlertRule::id).containsExactly(page, ticket);
  }

  @Test
  void scaledDown_byOne_changesTheNameOnly() {
    AlertPolicy scaled = AlertPolicy.of("mine", PAGE, HELD).scaledDown(1);

    assertThat(scaled).isEqualTo(new AlertPolicy("mine, windows 1:1", List.of(PAGE, HELD)));
  }

  @Test
  void withoutGate_keepsAllElse() {
    AlertPolicy policy = AlertPolicy.of("mine", PAGE, HELD);

    assertThat(policy.gated()).isTrue();
    assertThat(policy.withoutGate()).isEqualTo(new AlertPolicy("mine", List.of(PAGE, HELD), false));
    assertThat(policy.withoutGate().scaledDown(1).gated()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void scaledDown_divisorBelowOne_isRejected(int divisor) {
    assertRejected(
        () -> AlertPolicy.of("mine", PAGE).scaledDown(divisor),
        "alerting",
        String.valueOf(divisor),
        "is divided by a number from 1 on");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 30, 339, 340, 360})
  void scaledDown_byMuch_keepsTheLongWindowLonger(int divisor) {
    AlertPolicy google = AlertPolicy.preset("google", TimeWindow.rolling(Duration.ofDays(30)));
    for (AlertRule rule : google.scaledDown(divisor).rules()) {
      assertThat(rule.shortWindow()).isGreaterThanOrEqualTo(Duration.ofSeconds(10));
      assertThat(rule.longWindow()).isGreaterThan(rule.shortWindow());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"3d", "72h1s", "90d"})
  void preset_pyrraFromThreeDaysOn_isValid(String period) {
    assertThat(AlertPolicy.preset("pyrra", TimeWindow.parse(period)).rules()).hasSize(4);
  }
}
