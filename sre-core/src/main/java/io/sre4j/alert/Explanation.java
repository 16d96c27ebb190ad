package io.sre4j.alert;

import io.sre4j.sli.EventAttributes.Dimension;
import io.sre4j.slo.DurationText;
import io.sre4j.timeline.Cause;
import io.sre4j.timeline.WindowCounts;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.OptionalDouble;

/** Puts the evidence of an alert into one sentence that a person woken at night can read. */
final class Explanation {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Explanation() {}

  static AlertEvidence explained(RuleWatch watch, AlertEvidence bare) {
    return bare.explained(sentence(watch, bare));
  }

  private static String sentence(RuleWatch watch, AlertEvidence evidence) {
    AlertState state = watch.state();
    String burns =
        window(evidence.longBurn(), evidence.longWindow())
            + " and "
            + window(evidence.shortBurn(), evidence.shortWindow())
            + ", limit "
            + number(watch.rule().factor())
            + "x";
    return switch (state) {
      case INACTIVE -> "does not burn: " + burns;
      case PENDING -> "burns " + burns + "; " + missing(watch, evidence);
      case FIRING -> "burns " + burns + since(evidence) + most(evidence);
      case RESOLVED -> "burns no more: " + burns;
      case FROZEN ->
          "cannot know: only "
              + percent(watch.continuity())
              + " of the last "
              + DurationText.format(watch.rule().shortWindow())
              + " was measured";
    };
  }

  private static String window(OptionalDouble burn, WindowCounts counts) {
    String rate = burn.isPresent() ? number(burn.getAsDouble()) + "x" : "no events";
    return String.format(
        Locale.ROOT,
        "%s over %s (%,d bad of %,d)",
        rate,
        DurationText.format(counts.window()),
        counts.bad(),
        counts.total());
  }

  private static String missing(RuleWatch watch, AlertEvidence evidence) {
    double observed = watch.observedBad();
    if (observed < evidence.requiredBad()) {
      return String.format(
          Locale.ROOT,
          "%s bad is not yet evidence, it takes %,d",
          number(observed),
          evidence.requiredBad());
    }
    return "fires when it has burned for " + DurationText.format(watch.rule().holdFor());
  }

  private static String since(AlertEvidence evidence) {
    return evidence.onset().map(onset -> "; began about " + TIME.format(onset)).orElse("")
        + (evidence.budgetSpent().isPresent()
            ? ", " + percent(evidence.budgetSpent().getAsDouble()) + " of the budget spent since"
            : "")
        + evidence
            .exhaustion()
            .map(rest -> ", the rest lasts " + roughly(rest.expected()) + " at this pace")
            .orElse("");
  }

  private static String most(AlertEvidence evidence) {
    StringBuilder text = new StringBuilder();
    for (Dimension dimension : Dimension.values()) {
      evidence.causes().stream()
          .filter(cause -> cause.dimension() == dimension && cause.last5m() > 0)
          .findFirst()
          .ifPresent(cause -> append(text, cause));
    }
    return text.toString();
  }

  private static void append(StringBuilder text, Cause cause) {
    text.append(text.length() == 0 ? "; most by " : ", ")
        .append(cause.dimension().name().toLowerCase(Locale.ROOT))
        .append(' ')
        .append(cause.key())
        .append(String.format(Locale.ROOT, " (%,d in 5m)", cause.last5m()));
  }

  /** Two units are enough: 1d4h, not 1d4h13m7s. */
  private static String roughly(Duration duration) {
    Duration unit =
        duration.toDays() > 0
            ? Duration.ofHours(1)
            : duration.toHours() > 0 ? Duration.ofMinutes(1) : Duration.ofSeconds(1);
    return DurationText.format(unit.multipliedBy(duration.dividedBy(unit)));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, share < 0.1 ? "%.2f %%" : "%.1f %%", share * 100);
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, value < 10 ? "%.2f" : "%,.1f", value);
  }
}
