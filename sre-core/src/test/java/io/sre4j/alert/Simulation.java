package io.sre4j.alert;

import io.sre4j.budget.ErrorBudget.Exhaustion;
import io.sre4j.sli.BadEvent;
import io.sre4j.slo.AlertPolicy;
import io.sre4j.slo.AlertRule;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Severity;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import io.sre4j.slo.TimeWindow;
import io.sre4j.time.Span;
import io.sre4j.timeline.Cause;
import io.sre4j.timeline.SloTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A service with Poisson traffic and, if wanted, clustered errors, watched by the Workbook's policy
 * at 99.9 % of 30 days.
 */
final class Simulation implements AlertEvaluator.Witness {
  private static final double TARGET_ERRORS = 0.001;

  private final Duration tick;
  private final double perTick;
  private final double clusterMean;
  private final SplittableRandom random;
  private final SloTimeline timeline;
  private final AlertEvaluator evaluator;
  private final boolean plain;
  private long end = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond() * 1_000_000_000L;
  private int pages;
  private boolean plainFiring;
  private final Set<AlertRule> paging = new HashSet<>();

  Simulation(double eventsPerHour, double clusterMean, Duration tick, long seed, boolean plain) {
    this.tick = tick;
    this.perTick = eventsPerHour * tick.toSeconds() / 3600;
    this.clusterMean = clusterMean;
    this.random = new SplittableRandom(seed);
    this.plain = plain;
    Slo slo =
        Slo.builder("s")
            .objective(Objective.availability("e", Target.of("99.9%")))
            .alerting(AlertPolicy.preset("google", TimeWindow.rolling(Duration.ofDays(30))))
            .build();
    Instant at = Instant.ofEpochSecond(0, end);
    this.timeline = new SloTimeline(slo, end, at);
    this.evaluator = new AlertEvaluator(slo, List.of(timeline), this, at);
  }

  /** Lets time pass at a burn rate; the pages that fired meanwhile. */
  int run(Duration duration, double burn) {
    int before = pages;
    long ticks = duration.toSeconds() / tick.toSeconds();
    for (long i = 0; i < ticks; i++) {
      tick(burn);
    }
    return pages - before;
  }

  /** How long it takes until a page fires, at most a day. */
  Duration timeToPage(double burn) {
    int before = pages;
    Duration passed = Duration.ZERO;
    while (pages == before && passed.compareTo(Duration.ofDays(1)) < 0) {
      tick(burn);
      passed = passed.plus(tick);
    }
    return passed;
  }

  /** From now on, errors are taken to cluster at least so much, whatever was seen. */
  void assumeDispersion(double dispersion) {
    evaluator.assumeDispersion(dispersion);
  }

  double dispersion() {
    return evaluator.dispersion();
  }

  private void tick(double burn) {
    int events = poisson(perTick);
    int bad = bad(events, burn * TARGET_ERRORS);
    end += tick.toNanos();
    Span span = Span.of(end, tick.toNanos(), tick, Instant.ofEpochSecond(0, end));
    timeline.tick(span, events - bad, bad, 0);
    if (plain) {
      plainPages();
    } else {
      for (AlertTransition transition : evaluator.tick(span)) {
        if (transition.rule().severity() == Severity.PAGE) {
          boolean wasPaging = !paging.isEmpty();
          paging.remove(transition.rule());
          if (transition.to() == AlertState.FIRING) {
            paging.add(transition.rule());
          }
          pages += !wasPaging && !paging.isEmpty() ? 1 : 0;
        }
      }
    }
  }

  /** Errors come in clusters of geometric size, as retries make them; the mean rate stays. */
  private int bad(int events, double share) {
    int bad = 0;
    for (int i = 0; i < events; i++) {
      if (random.nextDouble() < share / clusterMean) {
        bad++;
        while (random.nextDouble() > 1 / clusterMean) {
          bad++;
        }
      }
    }
    bad = Math.min(events, bad);
    return bad;
  }

  /** The Workbook's two page rules without the evidence: what fires without the gate. */
  private void plainPages() {
    boolean burns =
        (burns(Duration.ofHours(1), 14.4) && burns(Duration.ofMinutes(5), 14.4))
            || (burns(Duration.ofHours(6), 6) && burns(Duration.ofMinutes(30), 6));
    pages += burns && !plainFiring ? 1 : 0;
    plainFiring = burns;
  }

  private boolean burns(Duration window, double factor) {
    int index = timeline.indexOf(window);
    double bad = timeline.bad(index);
    return bad > factor * TARGET_ERRORS * (bad + timeline.good(index));
  }

  private int poisson(double mean) {
    if (mean > 30) {
      return (int) Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
    }
    double limit = Math.exp(-mean);
    int count = -1;
    double product = 1;
    do {
      product *= random.nextDouble();
      count++;
    } while (product > limit);
    return count;
  }

  @Override
  public List<Cause> causes() {
    return List.of();
  }

  @Override
  public Optional<Exhaustion> exhaustion() {
    return Optional.empty();
  }

  @Override
  public List<BadEvent> lastBad() {
    return List.of();
  }
}
