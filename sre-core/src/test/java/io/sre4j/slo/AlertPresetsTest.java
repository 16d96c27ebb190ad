package io.sre4j.slo;

import static io.sre4j.slo.Rejection.assertRejected;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sre4j.slo.TimeWindow.Unit;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Golden tables of the SRE Workbook (table 5-8), Sloth, Pyrra (Test_windows) and Datadog. */
class AlertPresetsTest {
  private static final double[] GOOGLE_SHARES = {0.02, 0.05, 0.1};

  @ParameterizedTest
  @CsvSource({
    "google, 30d, 'page 1h/5m 14.4 for 0s; page 6h/30m 6.0 for 0s; ticket 3d/6h 1.0 for 0s'",
    "google, 28d, 'page 1h/5m 13.44 for 0s; page 6h/30m 5.6 for 0s; "
        + "ticket 3d/6h 0.9333333333333333 for 0s'",
    "google, 7d, 'page 14m/1m10s 14.4 for 0s; page 1h24m/7m 6.0 for 0s; "
        + "ticket 16h48m/1h24m 1.0 for 0s'",
    "google, 90d, 'page 3h/15m 14.4 for 0s; page 18h/1h30m 6.0 for 0s; ticket 9d/18h 1.0 for 0s'",
    "google, 1d, 'page 2m/10s 14.4 for 0s; page 12m/1m 6.0 for 0s; ticket 2h24m/12m 1.0 for 0s'",
    "sloth, 30d, 'page 1h/5m 14.4 for 0s; page 6h/30m 6.0 for 0s; ticket 1d/2h 3.0 for 0s; "
        + "ticket 3d/6h 1.0 for 0s'",
    "sloth, 28d, 'page 1h/5m 13.44 for 0s; page 6h/30m 5.6 for 0s; ticket 1d/2h 2.8 for 0s; "
        + "ticket 3d/6h 0.9333333333333333 for 0s'",
    "sloth, 7d, 'page 1h/5m 13.44 for 0s; page 6h/30m 3.5 for 0s; ticket 1d/2h 1.4 for 0s; "
        + "ticket 3d/6h 0.98 for 0s'",
    "pyrra, 28d, 'page 1h/5m 14.0 for 2m; page 6h/30m 7.0 for 15m; ticket 1d/2h 2.0 for 1h; "
        + "ticket 4d/6h 1.0 for 3h'",
    "pyrra, 30d, 'page 1h4m/5m 14.0 for 2m; page 6h26m/32m 7.0 for 16m; "
        + "ticket 1d1h43m/2h9m 2.0 for 1h4m; ticket 4d6h51m/6h26m 1.0 for 3h13m'",
    "pyrra, 7d, 'page 15m/1m 14.0 for 1m; page 1h30m/8m 7.0 for 4m; ticket 6h/30m 2.0 for 15m; "
        + "ticket 1d/1h30m 1.0 for 45m'",
    "datadog, 7d, 'page 1h/5m 16.8 for 0s; page 6h/30m 5.6 for 0s; ticket 1d/2h 2.8 for 0s'",
    "datadog, 30d, 'page 1h/5m 14.4 for 0s; page 6h/30m 6.0 for 0s; ticket 1d/2h 3.0 for 0s'",
    "datadog, 90d, 'page 1h/5m 21.6 for 0s; page 6h/30m 10.8 for 0s; ticket 1d/2h 4.5 for 0s'"
  })
  void preset_publishedPeriod_isThePublishedTable(String name, String period, String table) {
    AlertPolicy policy = AlertPolicy.preset(name, TimeWindow.parse(period));

    assertThat(policy.name()).isEqualTo(name);
    assertThat(table(policy)).isEqualTo(table);
  }

  private static String table(AlertPolicy policy) {
    List<String> rules =
        policy.rules().stream()
            .map(r -> r.id() + " " + r.factor() + " for " + DurationText.format(r.holdFor()))
            .toList();
    return String.join("; ", rules);
  }

  @ParameterizedTest
  @ValueSource(strings = {"28d", "29d", "30d", "31d"})
  void google_aboutAMonth_spendsExactlyTheShares(String period) {
    assertShares(TimeWindow.parse(period), within(1e-15));
  }

  /**
   * Windows are rounded to whole seconds, so the share is off by at most half a second in the
   * window.
   */
  @Test
  void google_anyPeriodFromThreeHours_spendsTheSameShares() {
    long seed = 5_8_2018;
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      long hours = 3L + random.nextInt(90 * 24 - 3);
      Duration period = Duration.ofHours(hours).plusSeconds(random.nextInt(3_600));
      List<AlertRule> rules = AlertPolicy.preset("google", TimeWindow.rolling(period)).rules();
      for (int r = 0; r < rules.size(); r++) {
        double oneSecond = rules.get(r).factor() / period.toSeconds();
        assertThat(GOOGLE_SHARES[r] - share(rules.get(r), period))
            .as("seed %d: %s of %s", seed, rules.get(r), period)
            .isBetween(-oneSecond / 2 - 1e-12, oneSecond / 2 + 1e-12);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Unit.class)
  void google_calendar_spendsTheShares(Unit unit) {
    assertShares(TimeWindow.calendar(unit, ZoneId.of("UTC")), within(1e-15));
  }

  private static void assertShares(TimeWindow window, Offset<Double> tolerance) {
    List<AlertRule> rules = AlertPolicy.preset("google", window).rules();
    for (int r = 0; r < rules.size(); r++) {
      assertThat(share(rules.get(r), window.nominalLength()))
          .as("%s of %s", rules.get(r), window.text())
          .isCloseTo(GOOGLE_SHARES[r], tolerance);
    }
  }

  /** The part of the budget that is gone when the long window's burn rate is just the factor. */
  private static double share(AlertRule rule, Duration period) {
    return rule.factor() * rule.longWindow().toSeconds() / period.toSeconds();
  }

  /** Below three hours the least window of 10 seconds lets more go; a second cut off, 8 % less. */
  @Test
  void google_everyPeriodFromOneHourTo365Days_isAValidPolicyOfThreeRules() {
    for (long minutes = 60; minutes <= 365 * 24 * 60; minutes += minutes < 4_320 ? 1 : 61) {
      Duration period = Duration.ofMinutes(minutes);
      AlertPolicy policy = AlertPresets.google(period);

      assertThat(policy.rules()).as("%s", period).hasSize(3);
      for (AlertRule rule : policy.rules()) {
        assertThat(rule.shortWindow()).isGreaterThanOrEqualTo(Duration.ofSeconds(10));
        assertThat(rule.longWindow()).isGreaterThan(rule.shortWindow()).isLessThan(period);
      }
      if (minutes < 180) {
        assertThat(share(policy.rules().get(0), period)).isBetween(0.0183, 0.08);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"3d", "14d", "30d", "60d", "90d"})
  void pyrra_anyPeriod_keepsItsShares(String period) {
    double[] shares = {14 / 672.0, 7 / 112.0, 2 / 28.0, 1 / 7.0};
    TimeWindow window = TimeWindow.parse(period);
    List<AlertRule> rules = AlertPolicy.preset("pyrra", window).rules();
    for (int r = 0; r < shares.length; r++) {
      double halfMinute = rules.get(r).factor() * 30 / window.nominalLength().toSeconds();
      assertThat(share(rules.get(r), window.nominalLength()))
          .isCloseTo(shares[r], within(halfMinute + 1e-12));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "sloth, 14d, 'sloth for 14d', '[7, 28, 30] days only; use google'",
    "sloth, 29d, 'sloth for 29d', '[7, 28, 30] days only; use google'",
    "sloth, quarter, 'sloth for 90d', '[7, 28, 30] days only; use google'",
    "datadog, 28d, 'datadog for 28d', '[7, 30, 90] days only; use google'",
    "datadog, 7d1h, 'datadog for 7d1h', '[7, 30, 90] days only; use google'",
    "pyrra, 1d, 'pyrra for 1d', 'its short window would round to nothing; use a period from'"
  })
  void preset_periodWithoutATable_namesTheRemedy(
      String name, String period, String value, String remedy) {
    assertRejected(
        () -> AlertPolicy.preset(name, TimeWindow.parse(period)), "alerting", value, remedy);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gogle", "", "sloth30"})
  void preset_unknownName_listsThePresets(String name) {
    assertRejected(
        () -> AlertPolicy.preset(name, TimeWindow.rolling(Duration.ofDays(30))),
        "alerting",
        name,
        "is no preset; choose google, sloth, pyrra, datadog or none");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GOOGLE", " google ", "Google"})
  void preset_otherSpelling_isFound(String name) {
    assertThat(AlertPolicy.preset(name, TimeWindow.parse("30d")))
        .isEqualTo(AlertPolicy.preset("google", TimeWindow.parse("30d")));
  }

  @Test
  void preset_none_hasNoRules() {
    assertThat(AlertPolicy.preset("none", TimeWindow.parse("30d"))).isEqualTo(AlertPolicy.none());
    assertThat(AlertPolicy.none().rules()).isEmpty();
  }
}
