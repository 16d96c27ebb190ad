package io.sre4j.example.checkout.terminal;

import io.sre4j.example.checkout.load.RouteCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the customers saw beside what sre4j counted, SLO by SLO.
 *
 * @param rows one for each SLO
 * @param lost requests without an answer, which nobody can compare
 */
public record Comparison(List<Row> rows, long lost) {
  private static final String FORMAT = "  %-28s %12s %12s   %12s %12s   %s";

  public Comparison {
    rows = List.copyOf(rows);
  }

  /** Whether every SLO agrees, and there was one at least. */
  public boolean isExact() {
    return !rows.isEmpty() && rows.stream().allMatch(Row::agrees);
  }

  /** The table. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(format("SLO", "customers:", "", "sre4j:", "", ""));
    lines.add(format("", "good", "bad", "good", "bad", ""));
    rows.forEach(row -> lines.add(row.line()));
    if (rows.stream().anyMatch(Latency.class::isInstance)) {
      lines.add(
          "  (The customers' clocks include the wire, so with a threshold the sums are equal.)");
    }
    return lines;
  }

  private static String format(Object... fields) {
    return String.format(Locale.ROOT, FORMAT, fields).stripTrailing();
  }

  /** One SLO. */
  public sealed interface Row {
    /** Whether both sides can be right. */
    boolean agrees();

    /** A line of the table. */
    String line();
  }

  /**
   * An SLO that both sides can judge: the answer's status is the same on both ends of the wire.
   *
   * @param slo its name
   * @param seen what the customers saw
   * @param counted what sre4j counted
   */
  public record Availability(String slo, RouteCounts seen, ActuatorReading.Counts counted)
      implements Row {
    @Override
    public boolean agrees() {
      return seen.good() == counted.good() && seen.bad() == counted.bad();
    }

    @Override
    public String line() {
      return format(
          slo,
          Figures.count(seen.good()),
          Figures.count(seen.bad()),
          Figures.count(counted.good()),
          Figures.count(counted.bad()),
          agrees() ? "equal" : "DIFFERENT");
    }
  }

  /**
   * An SLO with a threshold: the customer's clock runs longer, by the wire and the wait for a
   * thread. So the sums are equal, and sre4j finds no more bad events than the customers did, nor
   * fewer than failed.
   *
   * @param slo its name
   * @param seen what the customers saw
   * @param counted what sre4j counted
   */
  public record Latency(String slo, RouteCounts seen, ActuatorReading.Counts counted)
      implements Row {
    @Override
    public boolean agrees() {
      return seen.answered() == counted.good() + counted.bad()
          && counted.bad() >= seen.bad()
          && counted.bad() <= seen.bad() + seen.slow();
    }

    @Override
    public String line() {
      return format(
          slo,
          Figures.count(seen.good() - seen.slow()),
          Figures.count(seen.bad() + seen.slow()),
          Figures.count(counted.good()),
          Figures.count(counted.bad()),
          agrees() ? "equal sums" : "DIFFERENT");
    }
  }
}
