package io.sre4j.artifact;

import io.sre4j.slo.AlertPolicy;
import io.sre4j.slo.Budgeting;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import io.sre4j.slo.TimeWindow;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;

/** SLOs of all kinds. */
final class Definitions {
  /** Texts that break out of YAML, PromQL or templates where they are not quoted. */
  static final String HOSTILE =
      "x\"}) or vector(1) # '\n- alert: Evil\\\t{{ .Labels.x }} {{ end }} %s \u2028 \u0007 \ud83d\ude80 \ud800"
          + " é: [a, b] & *c !d | > @e `";

  private Definitions() {}

  static Slo.Builder availability(String name, String target) {
    return Slo.builder(name).objective(Objective.availability("checkout", Target.of(target)));
  }

  static Slo of(String name, String target, String preset, int days) {
    TimeWindow window = TimeWindow.rolling(Duration.ofDays(days));
    return availability(name, target)
        .window(window)
        .alerting(AlertPolicy.preset(preset, window))
        .build();
  }

  static Slo composite() {
    return availability("all", "99.9%")
        .objective(Objective.latency("checkout", Duration.ofMillis(300), Target.of("99%")))
        .build();
  }

  static Slo hostile() {
    return availability("hostile", "99.9%")
        .description(HOSTILE)
        .owner(HOSTILE)
        .runbook(URI.create("https://runbooks.example/a?b=%7B%7B&c='d'"))
        .label("service", HOSTILE)
        .label("team", HOSTILE)
        .label("on", "off")
        .label("a-b", "1")
        .label("a b", "2")
        .label("1st", "digit")
        .label("__name__", "evil")
        .label("slo", "other")
        .label("alertname", "other")
        .label("sloth_id", "other")
        .label("", "no name")
        .label("empty", "")
        .build();
  }

  /** One of every kind that has rules. */
  static List<Slo> various() {
    Budgeting timeslices = Budgeting.timeslices(Duration.ofMinutes(5), Target.of("95%"));
    Budgeting ratios = Budgeting.ratioTimeslices(Duration.ofMinutes(5));
    TimeWindow month = TimeWindow.calendar(TimeWindow.Unit.MONTH, ZoneOffset.UTC);
    return List.of(
        of("google-30", "99.9%", "google", 30),
        of("google-28", "99.5%", "google", 28),
        of("sloth-28", "99.95%", "sloth", 28),
        of("pyrra-28", "99%", "pyrra", 28),
        of("pyrra-30", "99.99%", "pyrra", 30),
        of("datadog-90", "99%", "datadog", 90),
        of("none", "90%", "none", 1),
        availability("month", "99.9%").window(month).build(),
        availability("timeslices", "99.9%").budgeting(timeslices).build(),
        availability("ratios", "99%").budgeting(ratios).build(),
        hostile());
  }
}
