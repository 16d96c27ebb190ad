package io.sre4j.benchmarks.peer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sre4j.sli.Outcome;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Micrometer's timer, one for each outcome.
 *
 * <p>More than ours: sum and a decaying maximum. Less: no windows, nothing is known of bad events.
 */
public abstract class MicrometerTimer implements Peer {
  private final Timer[] byOutcome;

  MicrometerTimer(MeterRegistry registry, Duration... objectives) {
    this.byOutcome =
        new Timer[] {timer(registry, "good", objectives), timer(registry, "bad", objectives)};
  }

  private static Timer timer(MeterRegistry registry, String outcome, Duration... objectives) {
    return Timer.builder("requests")
        .tag("outcome", outcome)
        .serviceLevelObjectives(objectives)
        .register(registry);
  }

  @Override
  public void record(Outcome outcome, long nanos) {
    byOutcome[outcome.ordinal()].record(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public long count(Outcome outcome) {
    return byOutcome[outcome.ordinal()].count();
  }

  /** In memory and without buckets: thresholds and distribution are unknown. */
  @State(Scope.Benchmark)
  public static class Simple extends MicrometerTimer {
    /** Makes the timers. */
    public Simple() {
      super(new SimpleMeterRegistry());
    }
  }

  /** For Prometheus with buckets for four objectives: thresholds exact, a coarse distribution. */
  @State(Scope.Benchmark)
  public static class Prometheus extends MicrometerTimer {
    /** Makes the timers. */
    public Prometheus() {
      super(
          new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
          Duration.ofMillis(50),
          Duration.ofMillis(100),
          Duration.ofMillis(300),
          Duration.ofSeconds(1));
    }
  }
}
