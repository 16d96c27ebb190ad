package io.sre4j.example.checkout.terminal;

import io.sre4j.budget.ErrorBudget;
import io.sre4j.report.SloStatus;
import io.sre4j.slo.DurationText;
import io.sre4j.timeline.WindowCounts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers as people read them. Shares are rounded down: 99.999 % is not shown as 100 %. */
public final class Figures {
  private static final String NOTHING = "-";
  private static final double READABLE_OVERSPENT = -9.99;

  private Figures() {}

  /** {@code 1,234}. */
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** {@code 1:05}. */
  public static String clock(Duration elapsed) {
    long seconds = Math.max(0, elapsed.toSeconds());
    return String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
  }

  /** {@code 99.98%}; {@code 100%} only if not one event was bad. */
  public static String share(OptionalDouble ratio) {
    return ratio.isEmpty() ? NOTHING : percent(ratio.getAsDouble(), 2);
  }

  /** {@code 0.4}, {@code 14.4}, {@code 250}. */
  public static String burn(OptionalDouble rate) {
    if (rate.isEmpty()) {
      return NOTHING;
    }
    double value = rate.getAsDouble();
    return String.format(Locale.ROOT, value < 99.95 ? "%.1f" : "%.0f", value);
  }

  /** {@code 0.4}, {@code 14}, {@code 250}. */
  public static String roughBurn(OptionalDouble rate) {
    boolean fine = rate.isEmpty() || rate.getAsDouble() < 9.95;
    return fine ? burn(rate) : String.format(Locale.ROOT, "%.0f", rate.getAsDouble());
  }

  /** {@code 93%}; {@code -57x} if 57 budgets too many are gone; {@code ?} before it if unknown. */
  public static String budget(ErrorBudget budget) {
    String mark = budget.state() == ErrorBudget.State.UNKNOWN ? "?" : "";
    return mark + budget.remaining().stream().mapToObj(Figures::left).findFirst().orElse("");
  }

  /** {@code unknown: 1.24% of 1h measured; of that 93% left; 0.08% of the whole is spent}. */
  public static String budgetInWords(SloStatus status) {
    ErrorBudget budget = status.budget();
    String period = status.slo().window().text();
    if (budget.remaining().isEmpty()) {
      return "unknown: nothing was counted in " + period;
    }
    double remaining = budget.remaining().getAsDouble();
    if (budget.state() != ErrorBudget.State.UNKNOWN) {
      return left(remaining) + " left";
    }
    String left =
        remaining < READABLE_OVERSPENT
            ? String.format(Locale.ROOT, ", %.0f times the allowance", 1 - remaining)
            : "; of that " + left(remaining) + " left";
    return "unknown: "
        + part(budget.coverage())
        + " of "
        + period
        + " measured"
        + left
        + "; "
        + part(budget.spent().orElse(0))
        + " of the whole is spent";
  }

  /** {@code 0.08%}; {@code <0.01%} for little, but not for nothing. */
  public static String part(double ratio) {
    boolean little = ratio > 0 && ratio < 0.0001;
    return little ? "<0.01%" : String.format(Locale.ROOT, "%.2f%%", ratio * 100);
  }

  /** {@code 4d12h}: minutes only of hours, seconds only of minutes. */
  public static String roughly(Duration duration) {
    ChronoUnit largest = duration.toHours() > 0 ? ChronoUnit.MINUTES : ChronoUnit.SECONDS;
    return DurationText.format(
        duration.truncatedTo(duration.toDays() > 0 ? ChronoUnit.HOURS : largest));
  }

  /** {@code 31 bad of 1,450}. */
  public static String evidence(WindowCounts window) {
    return count(window.bad()) + " bad of " + count(window.total());
  }

  /** {@code 12.5%}, rounded down, with trailing zeros only for a share that is not whole. */
  public static String percent(double ratio, int decimals) {
    BigDecimal percent = BigDecimal.valueOf(ratio).movePointRight(2);
    BigDecimal rounded = percent.setScale(decimals, RoundingMode.FLOOR);
    boolean whole = percent.stripTrailingZeros().scale() <= 0;
    return (whole ? rounded.setScale(0, RoundingMode.FLOOR) : rounded).toPlainString() + "%";
  }

  private static String left(double remaining) {
    return remaining < READABLE_OVERSPENT
        ? String.format(Locale.ROOT, "%.0fx", remaining)
        : percent(remaining, 0);
  }
}
