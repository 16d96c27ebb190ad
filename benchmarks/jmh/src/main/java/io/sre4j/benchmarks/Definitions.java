package io.sre4j.benchmarks;

import io.sre4j.SreEngine;
import io.sre4j.slo.AlertPolicy;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Sli;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import io.sre4j.slo.TimeWindow;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What the benchmarked engines watch: SLIs of one kind, each with the same promises over 30 days,
 * watched by Sloth's four rules: eight windows each, that of the period included.
 */
public final class Definitions {
  /** The latency that 95 % of the events are promised to keep. */
  public static final Duration FAST = Duration.ofMillis(100);

  /** The latency that 99 % of the events are promised to keep. */
  public static final Duration BEARABLE = Duration.ofMillis(300);

  // Kept, as the level would be forgotten with it.
  private static final Logger QUIET = Logger.getLogger("io.sre4j");
  private static final TimeWindow PERIOD = TimeWindow.rolling(Duration.ofDays(30));
  private static final AlertPolicy FOUR_RULES = AlertPolicy.preset("sloth", PERIOD);

  static {
    QUIET.setLevel(Level.WARNING); // else a line for each SLO, after five minutes of its time
  }

  private Definitions() {}

  /** The name of an SLI, counted from zero. */
  public static String sli(int number) {
    return "sli-" + number;
  }

  /** The name of the availability SLO of an SLI. */
  public static String available(int number) {
    return sli(number) + "-available";
  }

  /** SLIs with one SLO each: 99.9 % of the events succeed. */
  public static SreEngine.Builder outcomes(int slis, Sli.Precision precision) {
    SreEngine.Builder engine = SreEngine.builder();
    for (int i = 0; i < slis; i++) {
      engine.sli(Sli.events(sli(i)).precision(precision));
      engine.slo(availability(i));
    }
    return engine;
  }

  /** SLIs with three SLOs each: the same, and two latencies. */
  public static SreEngine.Builder latencies(int slis, Sli.Precision precision) {
    SreEngine.Builder engine = outcomes(slis, precision);
    for (int i = 0; i < slis; i++) {
      String sli = sli(i);
      engine.slo(slo(sli + "-fast", Objective.latency(sli, FAST, Target.of("95%"))));
      engine.slo(slo(sli + "-bearable", Objective.latency(sli, BEARABLE, Target.of("99%"))));
    }
    return engine;
  }

  /** One SLO of them: 99.9 % of the events succeed. */
  public static Slo availability(int number) {
    return slo(available(number), Objective.availability(sli(number), Target.of("99.9%")));
  }

  private static Slo slo(String name, Objective objective) {
    return Slo.builder(name).objective(objective).window(PERIOD).alerting(FOUR_RULES).build();
  }
}
