package io.sre4j.example.checkout;

import io.sre4j.alert.AlertEvidence;
import io.sre4j.alert.AlertState;
import io.sre4j.alert.AlertTransition;
import io.sre4j.sli.BadEvent;
import io.sre4j.sli.Dimension;
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
final class AlertText {
  private final Ink ink;
  private final Instant start;

  /** Times are told from {@code start} on. */
  AlertText(Ink ink, Instant start) {
    this.ink = ink;
    this.start = start;
  }

  /** The block, line by line: all evidence when an alert fires, less when it calms down. */
  List<String> lines(AlertTransition transition) {
    List<String> lines = new ArrayList<>();
    lines.add(title(transition));
    AlertEvidence evidence = transition.evidence();
    switch (transition.to()) {
      case FIRING -> addFiring(lines, transition.slo(), transition.rule(), evidence);
      case RESOLVED, PENDING -> lines.add(row("burn", burn(transition.rule(), evidence)));
      case INACTIVE, FROZEN -> {}
    }
    return lines;
  }

  private String title(AlertTransition transition) {
    AlertRule rule = transition.rule();
    String text =
        "  >> "
            + Figures.clock(Duration.between(start, transition.at()))
            + " "
            + transition.to()
            + " "
            + transition.slo().name()
            + ", "
            + rule.id()
            + ", policy '"
            + policy(transition.slo())
            + "'"
            + (transition.from() == AlertState.FROZEN ? " (was frozen)" : "");
    return switch (transition.to()) {
      case FIRING -> ink.bold(ink.red(text));
      case PENDING -> ink.yellow(text);
      case RESOLVED -> ink.bold(ink.green(text));
      case INACTIVE, FROZEN -> ink.dim(text);
    };
  }

  /** A label of the shop's own says what its hand-written rules are. */
  private static String policy(Slo slo) {
    return slo.labels().getOrDefault("policy", slo.alerting().name());
  }

  private void addFiring(List<String> lines, Slo slo, AlertRule rule, AlertEvidence evidence) {
    lines.add(row("burn", burn(rule, evidence)));
    lines.add(
        row(
            "chance",
            "ruled out from " + Figures.count(evidence.requiredBad()) + " bad events on"));
    evidence.onset().ifPresent(onset -> lines.add(row("onset", onset(slo, onset, evidence))));
    String causes = causes(evidence.causes());
    if (!causes.isEmpty()) {
      lines.add(row("cause", causes + " (bad events of 5m)"));
    }
    evidence.lastBad().stream().findFirst().ifPresent(bad -> lines.add(row("last bad", last(bad))));
    String whom =
        Stream.of(slo.owner().map(Object::toString), slo.runbook().map(Object::toString))
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
        + "); both above "
        + rule.factor()
        + " fire";
  }

  private String onset(Slo slo, Instant onset, AlertEvidence evidence) {
    String since = Figures.clock(Duration.between(start, onset));
    if (evidence.budgetSpent().isEmpty()) {
      return since;
    }
    return since
        + "; since then "
        + Figures.percent(evidence.budgetSpent().getAsDouble(), 2)
        + " of the budget of "
        + slo.window().text()
        + " spent";
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

  private String last(BadEvent bad) {
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
