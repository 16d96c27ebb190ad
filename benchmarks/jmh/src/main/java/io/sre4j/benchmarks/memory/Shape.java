package io.sre4j.benchmarks.memory;

import io.sre4j.SreEngine;
import io.sre4j.slo.AlertPolicy;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Sli;
import io.sre4j.slo.Sli.Precision;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import io.sre4j.slo.TimeWindow;
import java.time.Duration;
import java.util.List;

/** What an engine is asked to remember. Every SLO is of 30 days and alerts by Google's policy. */
public enum Shape {
  /** Counting alone. */
  SLI("an SLI without an SLO", Precision.OFF, 0, false),
  /** Counting, with percentiles of the last 5 minutes and hour. */
  SLI_DISTRIBUTION("the same with the distribution", Precision.STANDARD, 0, false),
  /** The least that judges. */
  AVAILABILITY("an SLI with an availability SLO", Precision.OFF, 1, false),
  /** The same with percentiles. */
  DISTRIBUTION("the same with the distribution", Precision.STANDARD, 1, false),
  /** What a service's entry point has. */
  THREE_SLOS("an SLI with an availability and two latency SLOs", Precision.OFF, 3, false),
  /** The same with percentiles. */
  THREE_SLOS_DISTRIBUTION("the same with the distribution", Precision.STANDARD, 3, false),
  /** Causes fill up: 64 routes, exceptions and dependencies are remembered. */
  CAUSES("an SLI with an availability SLO, 64 values of each cause", Precision.OFF, 1, true);

  /** The numbers of recording threads to look at; 0 is idle, the last is above every cap. */
  public static final List<Integer> THREADS = List.of(0, 8, 64, 320);

  private static final TimeWindow WINDOW = TimeWindow.rolling(Duration.ofDays(30));

  private final String description;
  private final Precision precision;
  private final int slos;
  private final boolean causes;

  Shape(String description, Precision precision, int slos, boolean causes) {
    this.description = description;
    this.precision = precision;
    this.slos = slos;
    this.causes = causes;
  }

  /** What it is, in words. */
  public String description() {
    return description;
  }

  /** The name of the figure at some number of recording threads. */
  public String figure(int threads) {
    return name() + "@" + threads;
  }

  boolean causes() {
    return causes;
  }

  /** Adds SLIs of this shape to an engine. */
  void addTo(SreEngine.Builder engine, List<String> slis) {
    for (String sli : slis) {
      engine.sli(Sli.events(sli).precision(precision));
      List<Objective> objectives = objectives(sli).subList(0, slos);
      for (int i = 0; i < slos; i++) {
        engine.slo(slo(sli + "-" + i, objectives.get(i)));
      }
    }
  }

  private static Slo slo(String name, Objective objective) {
    return Slo.builder(name)
        .objective(objective)
        .window(WINDOW)
        .alerting(AlertPolicy.preset("google", WINDOW))
        .build();
  }

  private static List<Objective> objectives(String sli) {
    return List.of(
        Objective.availability(sli, Target.of("99.9%")),
        Objective.latency(sli, Duration.ofMillis(100), Target.of("95%")),
        Objective.latency(sli, Duration.ofMillis(300), Target.of("99%")));
  }
}
