package io.sre4j.benchmarks.peer;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.sre4j.sli.Outcome;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * The Prometheus client's counter, with the outcome as its label. Exemplars are switched off, which
 * spares it the look for a span.
 *
 * <p>Less than ours: no latency, no windows, nothing is known of bad events.
 */
@State(Scope.Benchmark)
public class PrometheusCounter implements Peer {
  private final CounterDataPoint[] byOutcome;

  /** Makes the counter. */
  public PrometheusCounter() {
    Counter counter =
        Counter.builder().name("requests").labelNames("outcome").withoutExemplars().build();
    this.byOutcome =
        new CounterDataPoint[] {counter.labelValues("good"), counter.labelValues("bad")};
  }

  @Override
  public void record(Outcome outcome, long nanos) {
    byOutcome[outcome.ordinal()].inc();
  }

  @Override
  public long count(Outcome outcome) {
    return byOutcome[outcome.ordinal()].getLongValue();
  }
}
