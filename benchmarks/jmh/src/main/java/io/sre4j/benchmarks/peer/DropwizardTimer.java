package io.sre4j.benchmarks.peer;

import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.Timer;
import io.sre4j.sli.Outcome;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Dropwizard's timer, one for each outcome, with its default reservoir.
 *
 * <p>More than ours: reads a clock, and keeps rates that decay over 1, 5 and 15 minutes. Less:
 * percentiles from a sample of 1,028, no thresholds, no windows.
 */
@State(Scope.Benchmark)
public class DropwizardTimer implements Peer {
  private final Timer[] byOutcome;

  /** Makes the timers. */
  public DropwizardTimer() {
    MetricRegistry registry = new MetricRegistry();
    this.byOutcome = new Timer[] {registry.timer("requests.good"), registry.timer("requests.bad")};
  }

  @Override
  public void record(Outcome outcome, long nanos) {
    byOutcome[outcome.ordinal()].update(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public long count(Outcome outcome) {
    return byOutcome[outcome.ordinal()].getCount();
  }
}
