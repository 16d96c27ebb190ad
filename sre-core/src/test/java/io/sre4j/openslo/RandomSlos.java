package io.sre4j.openslo;

import io.sre4j.slo.AlertPolicy;
import io.sre4j.slo.AlertRule;
import io.sre4j.slo.Budgeting;
import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Severity;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import io.sre4j.slo.TimeWindow;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** SLOs of every shape that the library allows. */
final class RandomSlos {
  private static final List<String> NAMES =
      List.of("a", "checkout", "shop-orders-2", "Orders", "a.b_c", "0", "true", "1e3", "null");
  private static final List<String> TEXTS =
      List.of(
          "",
          "plain",
          "it's \"quoted\"",
          "a: b # c",
          " blank ",
          "two\nlines\n",
          "\t",
          "yes",
          "0x1F",
          "---",
          "\u00fc \u4e2d \ud83d\ude00",
          "\u0007",
          "- x",
          "*a",
          "null",
          "12",
          "~");
  private static final List<String> ZONES =
      List.of("UTC", "Europe/Berlin", "Asia/Kathmandu", "+02:00", "-11:00", "+05:30", "Z");

  private RandomSlos() {}

  static Slo next(Random random) {
    while (true) {
      try {
        return slo(random);
      } catch (InvalidDefinitionException e) {
        // A combination that the library refuses: the next one, from the same seed.
      }
    }
  }

  private static Slo slo(Random random) {
    TimeWindow window = window(random);
    int objectives = random.nextInt(4) == 0 ? 2 + random.nextInt(2) : 1;
    Slo.Builder builder =
        Slo.builder(pick(NAMES, random)).window(window).budgeting(budgeting(random));
    for (int i = 0; i < objectives; i++) {
      builder.objective(objective(random, objectives > 1));
    }
    builder.description(pick(TEXTS, random));
    if (random.nextBoolean()) {
      builder.owner(pick(TEXTS, random));
    }
    if (random.nextBoolean()) {
      builder.runbook(URI.create("https://example.com/runbook?a=b#c"));
    }
    if (random.nextInt(4) != 0) {
      builder.label("service", pick(NAMES, random));
    }
    if (random.nextBoolean()) {
      builder.label(pick(List.of("team", "a.b", "no key"), random), pick(TEXTS, random));
    }
    return builder.alerting(alerting(builder, window, random)).build();
  }

  private static AlertPolicy alerting(Slo.Builder builder, TimeWindow window, Random random) {
    if (random.nextInt(5) == 0) {
      return AlertPolicy.of(
          "ours", AlertRule.of(Severity.PAGE, Duration.ofMinutes(50), Duration.ofMinutes(10), 1.5));
    }
    AlertPolicy preset = AlertPolicy.preset(pick(List.of(AlertBinding.PRESETS), random), window);
    return AlertBinding.working(builder, preset, null);
  }

  private static Objective objective(Random random, boolean weighted) {
    Optional<Duration> threshold =
        switch (random.nextInt(4)) {
          case 0 -> Optional.of(Duration.ofNanos(1 + random.nextInt(1_000_000_000)));
          case 1 -> Optional.of(Duration.ofSeconds(1 + random.nextInt(86_400)));
          default -> Optional.empty();
        };
    BigDecimal target = BigDecimal.valueOf(1 + random.nextInt(999_999_999), 9);
    BigDecimal weight =
        weighted ? BigDecimal.valueOf(1 + random.nextInt(5_000), 3) : BigDecimal.ONE;
    return new Objective(pick(NAMES, random), threshold, new Target(target), weight);
  }

  private static Budgeting budgeting(Random random) {
    Duration slice =
        random.nextInt(4) == 0
            ? Duration.ofSeconds(10 + random.nextInt(3_590))
            : Duration.ofMinutes(1 + random.nextInt(60));
    return switch (random.nextInt(3)) {
      case 0 -> Budgeting.occurrences();
      case 1 -> Budgeting.timeslices(slice, Target.of("95%"));
      default -> Budgeting.ratioTimeslices(slice);
    };
  }

  private static TimeWindow window(Random random) {
    return switch (random.nextInt(4)) {
      case 0 ->
          TimeWindow.calendar(
              TimeWindow.Unit.values()[random.nextInt(5)], ZoneId.of(pick(ZONES, random)));
      case 1 -> TimeWindow.rolling(Duration.ofMinutes(60 + random.nextInt(90 * 1_440 - 59)));
      case 2 -> TimeWindow.rolling(Duration.ofSeconds(3_600 + random.nextInt(90_000)));
      default -> TimeWindow.rolling(Duration.ofDays(List.of(7, 28, 30, 90).get(random.nextInt(4))));
    };
  }

  private static <T> T pick(List<T> values, Random random) {
    return values.get(random.nextInt(values.size()));
  }
}
