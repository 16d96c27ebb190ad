package io.sre4j.example.checkout.terminal;

import io.sre4j.alert.AlertEvidence;
import io.sre4j.alert.AlertState;
import io.sre4j.alert.AlertStatus;
import io.sre4j.alert.AlertTransition;
import io.sre4j.budget.BurnRate;
import io.sre4j.budget.Detectability;
import io.sre4j.budget.ErrorBudget;
import io.sre4j.budget.ErrorBudget.Exhaustion;
import io.sre4j.report.SloStatus;
import io.sre4j.sli.BadEvent;
import io.sre4j.sli.EventAttributes;
import io.sre4j.sli.EventAttributes.Dimension;
import io.sre4j.slo.AlertPolicy;
import io.sre4j.slo.AlertRule;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Severity;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import io.sre4j.slo.TimeWindow;
import io.sre4j.timeline.Cause;
import io.sre4j.timeline.EventCounts;
import io.sre4j.timeline.WindowCounts;
import io.sre4j.timeline.WindowCounts.DataState;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What an engine could have said. */
final class Samples {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  static final AlertRule RULE =
      AlertRule.of(Severity.PAGE, Duration.ofMinutes(2), Duration.ofSeconds(10), 14.4);
  private static final WindowCounts LONG = window(120, 1_419, 31);
  private static final WindowCounts SHORT = window(10, 68, 31);

  private Samples() {}

  static Slo slo(String name) {
    return Slo.builder(name)
        .objective(Objective.availability("checkout", Target.of("99.9%")))
        .window(TimeWindow.rolling(Duration.ofHours(1)))
        .alerting(AlertPolicy.of("scaled 1:30", RULE))
        .owner("team-shop")
        .runbook(URI.create("https://runbooks.example/checkout"))
        .build();
  }

  static SloStatus status(String name, AlertState state, ErrorBudget budget) {
    Slo slo = slo(name);
    return new SloStatus(
        slo,
        START,
        new EventCounts(1_419, 31, 0),
        new EventCounts(1_419, 31, 0),
        OptionalDouble.of(1_419.0 / 1_450),
        DataState.MEASURED,
        budget,
        List.of(burn(slo, SHORT), burn(slo, LONG)),
        List.of(new AlertStatus(RULE, state, START, evidence())),
        List.of(),
        List.of(),
        new Detectability(0, List.of(), List.of()));
  }

  static ErrorBudget unknown(double remaining) {
    return ErrorBudget.of(OptionalDouble.of(1 - remaining), 0.0124, 0.0124, Optional.empty());
  }

  static AlertTransition transition(AlertState from, AlertState to) {
    return new AlertTransition(
        slo("checkout-availability-drill"), RULE, from, to, START.plusSeconds(97), evidence());
  }

  private static AlertEvidence evidence() {
    return new AlertEvidence(
        LONG,
        SHORT,
        BurnRate.of(LONG, Target.of("99.9%")).value(),
        BurnRate.of(SHORT, Target.of("99.9%")).value(),
        9,
        1.5,
        Optional.of(START.plusSeconds(95)),
        OptionalDouble.of(0.0123),
        Optional.of(
            new Exhaustion(Duration.ofSeconds(90), Duration.ofSeconds(80), Duration.ofSeconds(99))),
        List.of(
            new Cause(Dimension.DEPENDENCY, "inventory:8080", 31, 31, 31),
            new Cause(Dimension.ROUTE, "POST /checkout", 30, 30, 30),
            new Cause(Dimension.ROUTE, "GET /products", 1, 1, 1)),
        List.of(
            new BadEvent(
                START.plusSeconds(96),
                Optional.of(Duration.ofMillis(12)),
                new EventAttributes("POST /checkout", "ServiceUnavailable", null, "4bf92f"))),
        "not shown");
  }

  private static BurnRate burn(Slo slo, WindowCounts counts) {
    return BurnRate.of(counts, slo.objectives().get(0).target());
  }

  private static WindowCounts window(int seconds, long good, long bad) {
    return new WindowCounts(Duration.ofSeconds(seconds), good, bad, 1, 1, DataState.MEASURED);
  }
}
