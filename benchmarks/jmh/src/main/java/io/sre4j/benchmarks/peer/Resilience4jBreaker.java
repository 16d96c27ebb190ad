package io.sre4j.benchmarks.peer;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.sre4j.sli.Outcome;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What a resilience4j circuit breaker does when a call ends, with its window of the last 60 seconds
 * and its default synchronization. Asking it for permission beforehand is not counted.
 *
 * <p>More than ours: reads a clock, and has the rates of its one window at once, by which it may
 * open (it does not here: 2 % failures against a threshold of 50 %). Less: one window of 60 s, one
 * latency threshold, no distribution, nothing is known of bad events.
 */
@State(Scope.Benchmark)
public class Resilience4jBreaker implements Peer {
  private static final int WINDOW_SECONDS = 60;
  private static final int MINIMUM_CALLS = 100;
  private static final Throwable FAILURE = new IllegalStateException("failed");

  private final CircuitBreaker breaker =
      CircuitBreaker.of(
          "requests",
          CircuitBreakerConfig.custom()
              .slidingWindow(WINDOW_SECONDS, MINIMUM_CALLS, SlidingWindowType.TIME_BASED)
              .slowCallDurationThreshold(Duration.ofMillis(300))
              .build());

  @Override
  public void record(Outcome outcome, long nanos) {
    if (outcome == Outcome.GOOD) {
      breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
    } else {
      breaker.onError(nanos, TimeUnit.NANOSECONDS, FAILURE);
    }
  }

  /** Of the last 60 seconds. */
  @Override
  public long count(Outcome outcome) {
    CircuitBreaker.Metrics metrics = breaker.getMetrics();
    return outcome == Outcome.GOOD
        ? metrics.getNumberOfSuccessfulCalls()
        : metrics.getNumberOfFailedCalls();
  }

  /** Whether it stayed closed, as it must for its cost to be that of recording. */
  public boolean isClosed() {
    return breaker.getState() == CircuitBreaker.State.CLOSED;
  }
}
