package io.sre4j.backtest;

import io.sre4j.slo.AlertPolicy;
import io.sre4j.slo.AlertRule;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Severity;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import io.sre4j.slo.TimeWindow;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;

/** Seeded streams of events with incidents in them, as rows, and the SLOs to look at them with. */
final class Rows {
  static final Instant START = Instant.parse("2026-11-23T09:00:00Z");
  static final Duration SLOW = Duration.ofMillis(300);
  static final AlertPolicy DRILL =
      AlertPolicy.of(
          "drill",
          AlertRule.of(Severity.PAGE, Duration.ofMinutes(2), Duration.ofSeconds(10), 14.4),
          AlertRule.of(Severity.PAGE, Duration.ofMinutes(12), Duration.ofMinutes(1), 6),
          AlertRule.of(Severity.TICKET, Duration.ofMinutes(36), Duration.ofMinutes(5), 3));

  private Rows() {}

  /** One row: so many like events. */
  record Row(long nanos, String outcome, double latencyMs, int count) {
    boolean isBad(boolean byLatency) {
      return outcome.equals("bad") || (byLatency && isSlow());
    }

    boolean isGood(boolean byLatency) {
      return outcome.equals("good") && (!byLatency || (latencyMs >= 0 && !isSlow()));
    }

    private boolean isSlow() {
      return outcome.equals("good") && latencyMs * 1e6 > SLOW.toNanos();
    }
  }

  static Slo availability(AlertPolicy policy) {
    return slo("availability", Objective.availability("checkout", Target.of("99.9%")), policy);
  }

  static Slo latency(AlertPolicy policy) {
    return slo("latency", Objective.latency("checkout", SLOW, Target.of("99%")), policy);
  }

  private static Slo slo(String name, Objective objective, AlertPolicy policy) {
    return Slo.builder(name)
        .objective(objective)
        .window(TimeWindow.rolling(Duration.ofHours(1)))
        .alerting(policy)
        .build();
  }

  /** Rows of a stretch of time in their order, with some incidents and some silence. */
  static List<Row> stream(long seed, Duration length) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Row> rows = new ArrayList<>();
    long second = 1_000_000_000L;
    long start = START.getEpochSecond() * second;
    int perSecond = 1 + random.nextInt(20);
    double errors = 0;
    double slow = 0;
    for (long i = 0; i < length.toSeconds(); i++) {
      if (random.nextInt(300) == 0) {
        errors = random.nextInt(3) == 0 ? 0.002 : random.nextInt(4) == 0 ? 0.5 : 0;
        slow = random.nextInt(3) == 0 ? 0.2 : 0.001;
        perSecond = random.nextInt(8) == 0 ? 0 : 1 + random.nextInt(20);
      }
      for (int event = 0; event < perSecond; event++) {
        long at = start + i * second + random.nextInt(1_000) * 1_000_000L;
        double latency = random.nextDouble() < slow ? 300.000001 + random.nextInt(900) : 300;
        boolean isKnown = random.nextInt(50) > 0;
        String outcome = random.nextDouble() < errors ? "bad" : "good";
        boolean isExcluded = random.nextInt(100) == 0;
        int count = random.nextInt(40) == 0 ? random.nextInt(30) : 1;
        rows.add(new Row(at, isExcluded ? "excluded" : outcome, isKnown ? latency : -1, count));
      }
    }
    return rows;
  }

  /** As CSV: timestamps in either form, rows up to half a minute late. */
  static byte[] csv(List<Row> rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Row> late = new ArrayList<>();
    StringBuilder text = new StringBuilder("timestamp,outcome,latency_ms,count\n");
    for (Row row : rows) {
      late.removeIf(other -> {
        boolean due = row.nanos() - other.nanos() > 30_000_000_000L;
        if (due) {
          append(text, other, random);
        }
        return due;
      });
      if (random.nextInt(20) == 0) {
        late.add(row);
      } else {
        append(text, row, random);
      }
    }
    late.forEach(row -> append(text, row, random));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void append(StringBuilder text, Row row, SplittableRandom random) {
    text.append(
        random.nextBoolean()
            ? Replay.instant(row.nanos()).toString()
            : Long.toString(row.nanos() / 1_000_000));
    text.append(',').append(row.outcome()).append(',');
    text.append(row.latencyMs() < 0 ? "" : Double.toString(row.latencyMs()));
    text.append(',').append(row.count() == 1 && random.nextBoolean() ? "" : row.count());
    text.append(random.nextInt(10) == 0 ? "\r\n" : "\n");
  }

  static byte[] zipped(byte[] plain) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static BacktestReport run(Backtest backtest, byte[] csv) {
    try {
      return backtest.run("events.csv", new ByteArrayInputStream(csv));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
