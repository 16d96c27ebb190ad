package io.sre4j.simulation;

import io.sre4j.budget.Detectability;
import io.sre4j.simulation.SimulationReport.Burning;
import io.sre4j.simulation.SimulationReport.PolicyResult;
import io.sre4j.simulation.SimulationReport.Quiet;
import io.sre4j.slo.AlertPolicy;
import io.sre4j.slo.AlertRule;
import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.slo.Slo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Asks what alert policies are worth for an SLO at a traffic: how often they alert while the
 * promise is kept, and how soon when it is not. Random independent events, seeded, through an
 * engine; what can be calculated is.
 *
 * <p>Immutable; one may run several times.
 */
public final class Simulation {
  private static final List<String> PRESETS = List.of("google", "sloth", "pyrra", "datadog");
  private static final Duration MONTH = Duration.ofDays(30);
  private static final Duration LIMIT = Duration.ofDays(3);
  private static final double MAX_PER_HOUR = 3.6e9;

  private final Slo slo;
  private final double eventsPerHour;
  private final long seed;
  private final int months;
  private final int runs;
  private final Duration tick;

  private Simulation(
      Slo slo, double eventsPerHour, long seed, int months, int runs, Duration tick) {
    this.slo = slo;
    this.eventsPerHour = eventsPerHour;
    this.seed = seed;
    this.months = months;
    this.runs = runs;
    this.tick = tick;
  }

  /**
   * A simulation with a tick of a minute, of 24 months for false alerts and 50 runs for true ones.
   *
   * @param eventsPerHour positive, at most a million a second
   * @throws InvalidDefinitionException if the SLO is a composite or the rate out of range
   */
  public static Simulation of(Slo slo, double eventsPerHour) {
    if (slo.isComposite()) {
      throw new InvalidDefinitionException(
          "slos." + slo.name(), slo, "is a composite; simulate its objectives one by one");
    }
    if (!(eventsPerHour > 0 && eventsPerHour <= MAX_PER_HOUR)) {
      throw new InvalidDefinitionException(
          "rate", eventsPerHour, "is positive, and at most a million events a second");
    }
    return new Simulation(slo, eventsPerHour, 1, 24, 50, Duration.ofMinutes(1));
  }

  /** Where random numbers come from. */
  public Simulation seed(long number) {
    return new Simulation(slo, eventsPerHour, number, months, runs, tick);
  }

  /**
   * How much is simulated.
   *
   * @param quietMonths months of 30 days for each error share that keeps the promise, from 1 on
   * @param burningRuns runs for each that breaks it, from 1 on
   */
  public Simulation effort(int quietMonths, int burningRuns) {
    int atLeastOne = Math.max(1, quietMonths);
    return new Simulation(slo, eventsPerHour, seed, atLeastOne, Math.max(1, burningRuns), tick);
  }

  /** How often the engine looks: from 100 ms to 1 minute. */
  public Simulation tick(Duration interval) {
    return new Simulation(slo, eventsPerHour, seed, months, runs, interval);
  }

  /**
   * Simulates.
   *
   * @param errorShares shares of events that fail, from 0 to 1
   * @throws InvalidDefinitionException if the tick is out of range
   */
  public SimulationReport run(double... errorShares) {
    Map<String, String> unfit = new LinkedHashMap<>();
    List<Slo> watched = watched(unfit);
    double allowed = slo.objectives().get(0).target().errorBudget().doubleValue();
    List<List<Quiet>> quiet =
        watched.stream().map(w -> (List<Quiet>) new ArrayList<Quiet>()).toList();
    List<List<Burning>> burning =
        watched.stream().map(w -> (List<Burning>) new ArrayList<Burning>()).toList();
    for (double share : errorShares) {
      double burn = share / allowed;
      if (burn <= 1 + 1e-9) {
        quiet(watched, share, burn, quiet);
      } else {
        burning(watched, share, burn, burning);
      }
    }
    List<PolicyResult> results = new ArrayList<>();
    for (int i = 0; i < watched.size(); i++) {
      Slo policy = watched.get(i);
      Detectability found = Detectability.of(policy, eventsPerHour, eventsPerHour * allowed, 1);
      results.add(new PolicyResult(policy.alerting(), found, quiet.get(i), burning.get(i)));
    }
    return new SimulationReport(slo, eventsPerHour, seed, results, unfit);
  }

  /** The SLO under each policy that works for it, with the gate and without. */
  private List<Slo> watched(Map<String, String> unfit) {
    Map<String, AlertPolicy> policies = new LinkedHashMap<>();
    policies.put(slo.alerting().name(), slo.alerting());
    for (String preset : PRESETS) {
      try {
        AlertPolicy policy = AlertPolicy.preset(preset, slo.window());
        if (policies.values().stream().noneMatch(known -> known.rules().equals(policy.rules()))) {
          slo.alerting(policy);
          policies.putIfAbsent(preset, policy);
        }
      } catch (InvalidDefinitionException e) {
        unfit.put(preset, e.remedy());
      }
    }
    List<Slo> watched = new ArrayList<>();
    for (AlertPolicy policy : policies.values()) {
      AlertPolicy gated = new AlertPolicy(policy.name(), policy.rules());
      watched.add(under(gated, watched.size()));
      watched.add(under(gated.withoutGate(), watched.size()));
    }
    return watched;
  }

  private Slo under(AlertPolicy policy, int number) {
    return Slo.builder("policy-" + number)
        .objective(slo.objectives().get(0))
        .window(slo.window())
        .budgeting(slo.budgeting())
        .alerting(policy)
        .build();
  }

  private void quiet(List<Slo> watched, double share, double burn, List<List<Quiet>> results) {
    try (Watched service = new Watched(watched, eventsPerHour, tick, random(share))) {
      for (long left = ticks(MONTH) * months; left > 0; left--) {
        service.tick(share);
      }
      for (int i = 0; i < watched.size(); i++) {
        Watched.Alarm alarm = service.alarms().get(i);
        results
            .get(i)
            .add(
                new Quiet(
                    share,
                    burn,
                    (double) alarm.pages() / months,
                    (double) alarm.tickets() / months));
      }
    }
  }

  private void burning(List<Slo> watched, double share, double burn, List<List<Burning>> results) {
    long never = Long.MAX_VALUE;
    long[][] page = new long[watched.size()][runs];
    long[][] alert = new long[watched.size()][runs];
    SplittableRandom random = random(share);
    for (int run = 0; run < runs; run++) {
      try (Watched service = new Watched(watched, eventsPerHour, tick, random.split())) {
        warmUp(service, watched);
        for (int i = 0; i < watched.size(); i++) {
          page[i][run] = never;
          alert[i][run] = never;
        }
        long limit = ticks(LIMIT);
        for (long passed = 1; passed <= limit; passed++) {
          service.tick(share);
          look(service, page, alert, run, passed);
        }
      }
    }
    for (int i = 0; i < watched.size(); i++) {
      long found = Arrays.stream(alert[i]).filter(ticks -> ticks != never).count();
      Optional<Duration> toPage = median(page[i]);
      Optional<Duration> toAlert = median(alert[i]);
      results.get(i).add(new Burning(share, burn, toPage, toAlert, (double) found / runs, LIMIT));
    }
  }

  /** A history without errors, as long as the longest window of an alert. */
  private void warmUp(Watched service, List<Slo> watched) {
    Duration longest =
        watched.stream()
            .flatMap(w -> w.alerting().rules().stream())
            .map(AlertRule::longWindow)
            .max(Duration::compareTo)
            .orElse(Duration.ZERO);
    for (long left = ticks(longest); left > 0; left--) {
      service.tick(0);
    }
  }

  private static void look(Watched service, long[][] page, long[][] alert, int run, long passed) {
    for (int i = 0; i < page.length; i++) {
      Watched.Alarm alarm = service.alarms().get(i);
      if (alarm.pages() > 0) {
        page[i][run] = Math.min(page[i][run], passed);
      }
      if (alarm.pages() + alarm.tickets() > 0) {
        alert[i][run] = Math.min(alert[i][run], passed);
      }
    }
  }

  private Optional<Duration> median(long[] ticks) {
    long[] sorted = ticks.clone();
    Arrays.sort(sorted);
    long middle = sorted[sorted.length / 2];
    return middle == Long.MAX_VALUE ? Optional.empty() : Optional.of(tick.multipliedBy(middle));
  }

  private long ticks(Duration length) {
    return length.dividedBy(tick);
  }

  private SplittableRandom random(double share) {
    return new SplittableRandom(seed ^ Double.doubleToLongBits(share));
  }
}
