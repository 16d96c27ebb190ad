package io.sre4j.sli;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.sre4j.slo.Sli;
import java.time.Instant;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * Events are recorded while the ticker collects and drains.
 *
 * <p>Result: good events, bad events, and how often a drain brought less than nothing.
 */
@JCStressTest
@Outcome(id = "200, 100, 0", expect = ACCEPTABLE, desc = "Every event is passed on once.")
@Outcome(id = "200, 100, .*", expect = FORBIDDEN, desc = "A drain took events back.")
@Outcome(expect = FORBIDDEN, desc = "Events are lost or passed on twice.")
@State
public class DrainRace {
  private static final long NANOS = 1_000_000;

  private final Stripes stripes = new Stripes(Instant.EPOCH);
  private final SliDrain drain =
      new SliDrain(Sli.events("race").precision(Sli.Precision.OFF), stripes, List.of());
  private long good;
  private long bad;
  private int shrank;

  /** Records until the ticker has passed by, which has many stripes to read. */
  @Actor
  public void host() {
    SliRecorder recorder = drain.recorder();
    for (int i = 0; i < 100; i++) {
      recorder.record(io.sre4j.sli.Outcome.GOOD, NANOS);
      recorder.record(io.sre4j.sli.Outcome.BAD, NANOS);
      recorder.record(io.sre4j.sli.Outcome.GOOD, NANOS);
    }
  }

  /** Drains thrice. */
  @Actor
  public void ticker() {
    tick();
    tick();
    tick();
  }

  private void tick() {
    stripes.collect(Instant.EPOCH);
    SliDelta delta = drain.drain();
    good += delta.good();
    bad += delta.bad();
    shrank += delta.good() < 0 || delta.bad() < 0 ? 1 : 0;
  }

  /** The totals after a last tick. */
  @Arbiter
  public void total(III_Result result) {
    tick();
    result.r1 = (int) good;
    result.r2 = (int) bad;
    result.r3 = shrank;
  }
}
