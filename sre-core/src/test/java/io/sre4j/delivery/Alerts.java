package io.sre4j.delivery;

import io.sre4j.alert.AlertEvidence;
import io.sre4j.alert.AlertState;
import io.sre4j.alert.AlertTransition;
import io.sre4j.budget.ErrorBudget.Exhaustion;
import io.sre4j.sli.BadEvent;
import io.sre4j.sli.EventAttributes;
import io.sre4j.sli.EventAttributes.Dimension;
import io.sre4j.slo.AlertPolicy;
import io.sre4j.slo.AlertRule;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Severity;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import io.sre4j.timeline.Cause;
import io.sre4j.timeline.WindowCounts;
import io.sre4j.timeline.WindowCounts.DataState;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Transitions to deliver. */
final class Alerts {
  static final Instant START = Instant.parse("2026-11-23T09:00:00Z");
  static final AlertRule RULE =
      AlertRule.of(Severity.PAGE, Duration.ofHours(1), Duration.ofMinutes(5), 14.4);

  private Alerts() {}

  static Slo slo(String name) {
    return Slo.builder(name)
        .objective(Objective.availability("http", Target.of("99.9%")))
        .alerting(AlertPolicy.of("test", RULE))
        .build();
  }

  /** An SLO whose texts were written by somebody who wishes us ill. */
  static Slo hostile(String text) {
    return Slo.builder("checkout")
        .objective(Objective.availability("http", Target.of("99.9%")))
        .alerting(AlertPolicy.of("test", RULE))
        .description(text)
        .owner(text)
        .runbook(URI.create("https://wiki/runbook?a=1&b=2"))
        .label("team-1", text)
        .label("severity", "none")
        .build();
  }

  static AlertTransition fires(String slo, Instant at, String explanation) {
    return transition(slo(slo), AlertState.PENDING, AlertState.FIRING, at, explanation);
  }

  static AlertTransition resolves(String slo, Instant at, String explanation) {
    return transition(slo(slo), AlertState.FIRING, AlertState.RESOLVED, at, explanation);
  }

  static AlertTransition transition(
      Slo slo, AlertState from, AlertState to, Instant at, String explanation) {
    WindowCounts hour = new WindowCounts(Duration.ofHours(1), 970, 30, 1, 1, DataState.MEASURED);
    WindowCounts minutes =
        new WindowCounts(Duration.ofMinutes(5), 0, 0, 1, 1, DataState.NO_TRAFFIC);
    EventAttributes attributes = new EventAttributes("GET /a", "IOException", null, "4bf92f");
    AlertEvidence evidence =
        new AlertEvidence(
            hour,
            minutes,
            OptionalDouble.of(30),
            OptionalDouble.empty(),
            5,
            1.5,
            Optional.of(at.minusSeconds(90)),
            OptionalDouble.of(0.25),
            Optional.of(
                new Exhaustion(Duration.ofHours(2), Duration.ofHours(1), Duration.ofHours(3))),
            List.of(new Cause(Dimension.ROUTE, "GET /a", 7, 8, 9)),
            List.of(new BadEvent(at, Optional.of(Duration.ofMillis(1_500)), attributes)),
            explanation);
    return new AlertTransition(slo, RULE, from, to, at, evidence);
  }

  static AlertNotice notice(AlertTransition transition, Instant startsAt, long acceptedNanos) {
    Map<String, String> labels = Map.of();
    boolean firing = transition.to() == AlertState.FIRING;
    return new AlertNotice(
        AlertNotice.key(transition, labels), firing, startsAt, transition, labels, acceptedNanos);
  }
}
