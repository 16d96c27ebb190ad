package io.sre4j.benchmarks.peer;

import com.netflix.spectator.api.DefaultRegistry;
import com.netflix.spectator.api.Registry;
import com.netflix.spectator.api.Timer;
import io.sre4j.sli.Outcome;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Spectator's timer, one for each outcome.
 *
 * <p>More than ours: the sum. Less: no distribution, no thresholds, no windows, nothing is known of
 * bad events.
 */
@State(Scope.Benchmark)
public class SpectatorTimer implements Peer {
  private final Timer[] byOutcome;

  /** Makes the timers. */
  public SpectatorTimer() {
    Registry registry = new DefaultRegistry();
    this.byOutcome =
        new Timer[] {
          registry.timer("requests", "outcome", "good"),
          registry.timer("requests", "outcome", "bad")
        };
  }

  @Override
  public void record(Outcome outcome, long nanos) {
    byOutcome[outcome.ordinal()].record(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public long count(Outcome outcome) {
    return byOutcome[outcome.ordinal()].count();
  }
}
