package io.sre4j.example.checkout;

import io.sre4j.slo.AlertPolicy;
import io.sre4j.slo.AlertRule;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Severity;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import io.sre4j.slo.TimeWindow;
import java.net.URI;
import java.time.Duration;

/**
 * The promise of {@code checkout-availability} once more, with a policy that fires and resolves
 * within minutes: the published one, its windows scaled 1:30. For demonstrations and drills only;
 * rules of one's own are code.
 */
final class Drill {
  private Drill() {}

  static Slo slo() {
    return Slo.builder("checkout-availability-drill")
        .objective(Objective.availability("checkout-availability", Target.of("99.9%")))
        .window(TimeWindow.rolling(Duration.ofHours(1)))
        .alerting(
            AlertPolicy.of(
                "google, windows scaled 1:30",
                rule(Duration.ofMinutes(2), Duration.ofSeconds(10), 14.4),
                rule(Duration.ofMinutes(12), Duration.ofSeconds(60), 6)))
        .owner("team-shop")
        .runbook(URI.create("https://runbooks.example/checkout"))
        .build();
  }

  private static AlertRule rule(Duration longer, Duration shorter, double factor) {
    return new AlertRule(Severity.PAGE, longer, shorter, factor, Duration.ZERO);
  }
}
