package io.sre4j.slo;

import static io.sre4j.slo.Rejection.assertRejected;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

  @ParameterizedTest
  @CsvSource({
    "0s, PT0S",
    "300ms, PT0.3S",
    "5m, PT5M",
    "1h30m, PT1H30M",
    "30d, PT720H",
    "1d1h43m, PT25H43M",
    "1d2h3m4s5ms, PT26H3M4.005S",
    "90d, PT2160H",
    "365d, PT8760H"
  })
  void parseAndFormat_prometheusText_areInverse(String text, Duration duration) {
    assertThat(DurationText.parse("window", text)).isEqualTo(duration);
    assertThat(DurationText.format(duration)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "720h, 30d",
    "90m, 1h30m",
    "3600s, 1h",
    "1500ms, 1s500ms",
    "0d, 0s",
    "PT5M, 5m",
    "P30D, 30d",
    "' 5m ', 5m"
  })
  void format_otherSpelling_usesTheLargestUnits(String text, String canonical) {
    assertThat(DurationText.format(DurationText.parse("window", text))).isEqualTo(canonical);
  }

  @Test
  void format_anyWholeMilliseconds_roundTrips() {
    long seed = 4711;
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      Duration duration = Duration.ofMillis(random.nextLong() >>> (25 + random.nextInt(38)));

      assertThat(DurationText.parse("x", DurationText.format(duration)))
          .as("seed %d, %s", seed, duration)
          .isEqualTo(duration);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "5",
        "m",
        "5 m",
        "5M",
        "1.5h",
        "-5m",
        "5m1h",
        "5m5m",
        "1w",
        "PT",
        "P5X",
        "999999d",
        "five minutes"
      })
  void parse_malformed_namesPathValueAndRemedy(String text) {
    assertRejected(
        () -> DurationText.parse("slos.a.window", text),
        "slos.a.window",
        text.startsWith("P") ? text.trim() : text,
        "is not a duration; write a number and d, h, m, s or ms, as in 30d or 1h30m");
  }

  @Test
  void parse_longestDigits_doesNotOverflow() {
    assertThat(DurationText.parse("x", "99999d999999h99999999m999999999s999999999999ms"))
        .isEqualTo(
            Duration.ofDays(99_999)
                .plusHours(999_999)
                .plusMinutes(99_999_999)
                .plusSeconds(999_999_999)
                .plusMillis(999_999_999_999L));
  }

  @ParameterizedTest
  @CsvSource({"PT0.0005S, 500us", "PT1H0.000000001S, 1h1ns", "PT-1.5S, -1s500ms"})
  void format_fractionsAndNegatives_areNotCut(Duration duration, String text) {
    assertThat(DurationText.format(duration)).isEqualTo(text);
    if (!duration.isNegative()) {
      assertThat(DurationText.parse("", text)).isEqualTo(duration);
    }
  }
}
