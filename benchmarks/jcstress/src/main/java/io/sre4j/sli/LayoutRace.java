package io.sre4j.sli;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.sre4j.slo.Sli;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * Events are recorded while the engine cuts the bands at another threshold, and drains.
 *
 * <p>Result: events within a threshold known from the start, events slower than it, and events on
 * the wrong side of the new one.
 */
@JCStressTest
@Outcome(id = "100, 50, 0", expect = ACCEPTABLE, desc = "Every event is counted once, and right.")
@Outcome(
    id = "(100|[0-9]?[0-9]), (50|[0-4]?[0-9]), 0",
    expect = FORBIDDEN,
    desc = "Lost in the layout that was left.")
@Outcome(id = "100, 50, .*", expect = FORBIDDEN, desc = "On the wrong side of the new threshold.")
@Outcome(expect = FORBIDDEN, desc = "An event is counted in both layouts.")
@State
public class LayoutRace {
  private static final long MS = 1_000_000;
  private static final long KNOWN = 300 * MS;
  private static final long NEW = 100 * MS;

  private final Stripes stripes = new Stripes(Instant.EPOCH);
  private final SliDrain drain =
      new SliDrain(
          Sli.events("race").precision(Sli.Precision.OFF),
          stripes,
          List.of(Duration.ofNanos(KNOWN)));
  private long within;
  private long slower;
  private long withinNew;
  private long slowerNew;

  /** Events within both thresholds, between them, and slower than both: fifty each. */
  @Actor
  public void host() {
    SliRecorder recorder = drain.recorder();
    for (int i = 0; i < 50; i++) {
      recorder.record(io.sre4j.sli.Outcome.GOOD, 50 * MS);
      recorder.record(io.sre4j.sli.Outcome.GOOD, 200 * MS);
      recorder.record(io.sre4j.sli.Outcome.GOOD, 500 * MS);
    }
  }

  /** Cuts, then drains. */
  @Actor
  public void ticker() {
    drain.cutAt(Duration.ofNanos(NEW));
    tick();
  }

  private void tick() {
    stripes.collect(Instant.EPOCH);
    SliDelta delta = drain.drain();
    within += delta.within(KNOWN);
    slower += delta.slower(KNOWN);
    withinNew += delta.within(NEW);
    slowerNew += delta.slower(NEW);
  }

  /** The totals after a last tick. */
  @Arbiter
  public void total(III_Result result) {
    tick();
    result.r1 = (int) within;
    result.r2 = (int) slower;
    result.r3 = (int) (Math.max(0, withinNew - 50) + Math.max(0, slowerNew - 100));
  }
}
