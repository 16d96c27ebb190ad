package io.sre4j.example.checkout.terminal;

import io.sre4j.alert.AlertEvidence;
import io.sre4j.alert.AlertState;
import io.sre4j.alert.AlertTransition;
import io.sre4j.sli.BadEvent;
import io.sre4j.sli.EventAttributes.Dimension;
import io.sre4j.slo.AlertRule;
import io.sre4j.slo.DurationText;
import io.sre4j.slo.Slo;
import io.sre4j.timeline.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A change of an alert as a small block of text: what, and why. */
public final class AlertText {
  private final Ink ink;

  AlertText(Ink ink) {
    this.ink = ink;
  }

  /**
   * The block, line by line.
   *
   * @param start times are told from here on
   * @param full whether to tell all evidence when it fires, or the burn rates only
   */
  public List<String> lines(AlertTransition transition, Instant start, boolean full) {
    List<String> lines = new ArrayList<>();
    lines.add(title(transition, start));
    switch (transition.to()) {
      case FIRING -> {
        lines.add(row("burn", burn(transition.rule(), transition.evidence())));
        if (full) {
          addEvidence(lines, transition.slo(), transition.evidence(), start);
        }
      }
      case RESOLVED -> lines.add(row("burn", burn(transition.rule(), transition.evidence())));
      case INACTIVE, PENDING, FROZEN -> {}
    }
    return lines;
  }

  private String title(AlertTransition transition, Instant start) {
    String text =
        "  >> "
            + Figures.clock(Duration.between(start, transition.at()))
            + " "
            + transition.to()
            + " "
            + transition.slo().name()
            + ", "
            + transition.rule().id()
            + ", policy '"
            + transition.slo().alerting().name()
            + "'"
            + (transition.from() == AlertState.FROZEN ? " (was frozen)" : "");
    return switch (transition.to()) {
      case FIRING -> ink.bold(ink.red(text));
      case PENDING -> ink.yellow(text);
      case RESOLVED -> ink.bold(ink.green(text));
      case INACTIVE, FROZEN -> ink.dim(text);
    };
  }

  private static void addEvidence(
      List<String> lines, Slo slo, AlertEvidence evidence, Instant start) {
    lines.add(row("since", since(slo, evidence, start)));
    String causes = causes(evidence.causes());
    if (!causes.isEmpty()) {
      lines.add(row("cause", causes + " (bad in 5m)"));
    }
    evidence.lastBad().stream()
        .findFirst()
        .ifPresent(bad -> lines.add(row("last bad", last(bad, start))));
    String whom =
        Stream.of(slo.owner(), slo.runbook().map(Object::toString))
            .flatMap(Optional::stream)
            .collect(Collectors.joining(", "));
    if (!whom.isEmpty()) {
      lines.add(row("to", whom));
    }
  }

  private static String burn(AlertRule rule, AlertEvidence evidence) {
    return DurationText.format(rule.longWindow())
        + ": "
        + Figures.burn(evidence.longBurn())
        + " ("
        + Figures.evidence(evidence.longWindow())
        + "), "
        + DurationText.format(rule.shortWindow())
        + ": "
        + Figures.burn(evidence.shortBurn())
        + " ("
        + Figures.evidence(evidence.shortWindow())
        + "); fires if both are above "
        + rule.factor();
  }

  private static String since(Slo slo, AlertEvidence evidence, Instant start) {
    return evidence
            .onset()
            .map(onset -> "about " + Figures.clock(Duration.between(start, onset)) + "; ")
            .orElse("")
        + evidence.budgetSpent().stream()
            .mapToObj(spent -> Figures.part(spent) + " of the budget of ")
            .findFirst()
            .map(spent -> spent + slo.window().text() + " went since; ")
            .orElse("")
        + evidence
            .exhaustion()
            .map(rest -> "the rest lasts " + Figures.roughly(rest.expected()) + " at this pace; ")
            .orElse("")
        + Figures.count(evidence.requiredBad())
        + " bad would rule out chance";
  }

  /** The largest cause of each dimension. */
  private static String causes(List<Cause> causes) {
    return Stream.of(Dimension.ROUTE, Dimension.DEPENDENCY, Dimension.EXCEPTION)
        .map(dimension ->
            causes.stream().filter(c -> c.dimension() == dimension).findFirst().orElse(null))
        .filter(Objects::nonNull)
        .map(AlertText::cause)
        .collect(Collectors.joining(", "));
  }

  private static String cause(Cause cause) {
    return cause.dimension().name().toLowerCase(Locale.ROOT)
        + " "
        + cause.key()
        + " "
        + Figures.count(cause.last5m());
  }

  private static String last(BadEvent bad, Instant start) {
    return Stream.of(
            Figures.clock(Duration.between(start, bad.at())),
            bad.attributes().route(),
            bad.duration().map(took -> took.toMillis() + " ms").orElse(null),
            bad.attributes().exception(),
            bad.attributes().traceId() == null ? null : "trace " + bad.attributes().traceId())
        .filter(Objects::nonNull)
        .collect(Collectors.joining(", "));
  }

  private static String row(String label, String text) {
    return String.format(Locale.ROOT, "     %-9s%s", label, text);
  }
}
