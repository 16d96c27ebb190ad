package io.sre4j.sli;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.time.Instant;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * An owner's array is succeeded by a longer one while the ticker collects.
 *
 * <p>Result: what was passed on of a cell in the first array, of one that needs a longer array, and
 * how often a growth was negative.
 */
@JCStressTest
@Outcome(id = "61, 30, 0", expect = ACCEPTABLE, desc = "Every event is passed on once.")
@Outcome(id = "61, 30, .*", expect = FORBIDDEN, desc = "A sum shrank: counts were out of sight.")
@Outcome(expect = FORBIDDEN, desc = "Events are lost or passed on twice.")
@State
public class GrowthRace {
  private final Stripes stripes = new Stripes(Instant.EPOCH);
  private final int near = stripes.allocate(1);
  private final int far = stripes.allocate(100) + 99;
  private int nearTotal;
  private int farTotal;
  private int shrank;

  /** The first array has counts already. */
  public GrowthRace() {
    stripes.count(near);
  }

  /** Counts, and needs a longer array half way. */
  @Actor
  public void owner() {
    for (int i = 0; i < 60; i++) {
      stripes.count(near);
      if (i >= 30) {
        stripes.count(far);
      }
    }
  }

  /** Collects thrice. */
  @Actor
  public void ticker() {
    tick();
    tick();
    tick();
  }

  private void tick() {
    stripes.collect(Instant.EPOCH);
    int nearGrowth = stripes.take(near, 1)[0];
    int farGrowth = stripes.take(far, 1)[0];
    nearTotal += nearGrowth;
    farTotal += farGrowth;
    shrank += nearGrowth < 0 || farGrowth < 0 ? 1 : 0;
  }

  /** The totals after a last tick. */
  @Arbiter
  public void total(III_Result result) {
    tick();
    result.r1 = nearTotal;
    result.r2 = farTotal;
    result.r3 = shrank;
  }
}
