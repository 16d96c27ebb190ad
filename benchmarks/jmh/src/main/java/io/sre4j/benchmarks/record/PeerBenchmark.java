package io.sre4j.benchmarks.record;

import io.sre4j.benchmarks.peer.DropwizardTimer;
import io.sre4j.benchmarks.peer.HdrRecorder;
import io.sre4j.benchmarks.peer.MicrometerTimer;
import io.sre4j.benchmarks.peer.OpenTelemetryCounter;
import io.sre4j.benchmarks.peer.OpenTelemetryHistogram;
import io.sre4j.benchmarks.peer.PrometheusCounter;
import io.sre4j.benchmarks.peer.PrometheusHistogram;
import io.sre4j.benchmarks.peer.Resilience4jBreaker;
import io.sre4j.benchmarks.peer.SpectatorTimer;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * One event of what a user would pick instead; each peer's class says what it does more or less.
 */
public class PeerBenchmark extends EventBenchmark {

  /** See {@link OpenTelemetryHistogram.Explicit}. */
  @Benchmark
  public void otelExplicitHistogram(OpenTelemetryHistogram.Explicit peer, Events events) {
    int i = events.next();
    peer.record(events.outcome(i), events.nanos(i));
  }

  /** See {@link OpenTelemetryHistogram.Exponential}. */
  @Benchmark
  public void otelExponentialHistogram(OpenTelemetryHistogram.Exponential peer, Events events) {
    int i = events.next();
    peer.record(events.outcome(i), events.nanos(i));
  }

  /** See {@link OpenTelemetryCounter}. */
  @Benchmark
  public void otelCounter(OpenTelemetryCounter peer, Events events) {
    int i = events.next();
    peer.record(events.outcome(i), events.nanos(i));
  }

  /** See {@link MicrometerTimer.Simple}. */
  @Benchmark
  public void micrometerSimpleTimer(MicrometerTimer.Simple peer, Events events) {
    int i = events.next();
    peer.record(events.outcome(i), events.nanos(i));
  }

  /** See {@link MicrometerTimer.Prometheus}. */
  @Benchmark
  public void micrometerPrometheusTimer(MicrometerTimer.Prometheus peer, Events events) {
    int i = events.next();
    peer.record(events.outcome(i), events.nanos(i));
  }

  /** See {@link PrometheusCounter}. */
  @Benchmark
  public void prometheusCounter(PrometheusCounter peer, Events events) {
    int i = events.next();
    peer.record(events.outcome(i), events.nanos(i));
  }

  /** See {@link PrometheusHistogram}. */
  @Benchmark
  public void prometheusClassicHistogram(PrometheusHistogram peer, Events events) {
    int i = events.next();
    peer.record(events.outcome(i), events.nanos(i));
  }

  /** See {@link Resilience4jBreaker}. */
  @Benchmark
  public void resilience4j(Resilience4jBreaker peer, Events events) {
    int i = events.next();
    peer.record(events.outcome(i), events.nanos(i));
  }

  /** See {@link DropwizardTimer}. */
  @Benchmark
  public void dropwizardTimer(DropwizardTimer peer, Events events) {
    int i = events.next();
    peer.record(events.outcome(i), events.nanos(i));
  }

  /** See {@link HdrRecorder}. */
  @Benchmark
  public void hdrRecorder(HdrRecorder peer, Events events) {
    int i = events.next();
    peer.record(events.outcome(i), events.nanos(i));
  }

  /** See {@link SpectatorTimer}. */
  @Benchmark
  public void spectatorTimer(SpectatorTimer peer, Events events) {
    int i = events.next();
    peer.record(events.outcome(i), events.nanos(i));
  }
}
