import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;

/** Writes the event files and SLOs that {@code run} measures a backtest with. */
final class Events {
  private static final Instant START = Instant.parse("2026-10-01T00:00:00Z");

  private Events() {}

  /** Arguments: directory, rows of the large file. */
  public static void main(String[] args) throws IOException {
    Path directory = Path.of(args[0]);
    rows(directory.resolve("large.csv"), Long.parseLong(args[1]), "checkout");
    month(directory.resolve("month.csv"), 10);
    burning(directory.resolve("burning.csv"), 10);
    Files.writeString(directory.resolve("one.yaml"), slos(1));
    Files.writeString(directory.resolve("ten.yaml"), slos(10));
  }

  /** Rows in a random order within seconds, evenly over 30 days, half an hour of them burning. */
  private static void rows(Path file, long rows, String sli) throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    double step = (double) Duration.ofDays(30).toMillis() / rows;
    try (PrintStream out = stream(file)) {
      out.print("timestamp,outcome,latency_ms,sli\n");
      for (long i = 0; i < rows; i++) {
        long millis = START.toEpochMilli() + (long) (i * step) + random.nextInt(2_000);
        boolean burns = i * 1_440 / rows == 700;
        boolean bad = random.nextInt(1_000) < (burns ? 200 : 1);
        String at = i % 2 == 0 ? Instant.ofEpochMilli(millis).toString() : Long.toString(millis);
        double latency = random.nextInt(40_000) / 100.0;
        out.print(at + (bad ? ",bad," : ",good,") + latency + "," + sli + "\n");
      }
    }
  }

  /** A row for each minute of 30 days and each SLI: most keep their promise, each has outages. */
  private static void month(Path file, int slis) throws IOException {
    SplittableRandom random = new SplittableRandom(2);
    try (PrintStream out = stream(file)) {
      out.print("timestamp,outcome,count,sli\n");
      for (int minute = 0; minute < 30 * 24 * 60; minute++) {
        Instant at = START.plusSeconds(60L * minute);
        for (int sli = 0; sli < slis; sli++) {
          boolean bad = random.nextInt(1_500) == 0 || minute / 10 % 1_000 == 100 * sli;
          out.print(at + (bad ? ",bad," : ",good,") + (1 + random.nextInt(20)) + ",sli-" + sli + "\n");
        }
      }
    }
  }

  /** Two rows for each minute of 30 days and each SLI: every twentieth event is bad. */
  private static void burning(Path file, int slis) throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    try (PrintStream out = stream(file)) {
      out.print("timestamp,outcome,count,sli\n");
      for (int minute = 0; minute < 30 * 24 * 60; minute++) {
        Instant at = START.plusSeconds(60L * minute);
        for (int sli = 0; sli < slis; sli++) {
          int bad = 1 + random.nextInt(20);
          out.print(at + ",good," + 19 * bad + ",sli-" + sli + "\n");
          out.print(at + ",bad," + bad + ",sli-" + sli + "\n");
        }
      }
    }
  }

  private static PrintStream stream(Path file) throws IOException {
    return new PrintStream(
        new BufferedOutputStream(Files.newOutputStream(file), 1 << 16), false, StandardCharsets.UTF_8);
  }

  private static String slos(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      String sli = count == 1 ? "checkout" : "sli-" + i;
      text.append("---\napiVersion: openslo/v1\nkind: SLO\n")
          .append("metadata: {name: slo-" + i + ", annotations: {sre4j.io/sli: " + sli + "}}\n")
          .append("spec:\n  service: shop\n  budgetingMethod: Occurrences\n")
          .append("  timeWindow: [{duration: 30d, isRolling: true}]\n  indicator:\n")
          .append("    metadata: {name: " + sli + "}\n    spec: {ratioMetric: {counter: true, ")
          .append("good: {metricSource: {type: sre4j, spec: {outcome: good}}}, ")
          .append("total: {metricSource: {type: sre4j, spec: {outcome: all}}}}}\n")
          .append("  objectives: [{displayName: available, target: 0.999}]\n");
    }
    return text.toString();
  }
}
