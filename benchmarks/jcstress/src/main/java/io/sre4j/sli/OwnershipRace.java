package io.sre4j.sli;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * Two threads with the same stripe count in one cell: one claims the stripe, the other shares.
 *
 * <p>Result: the sum.
 */
@JCStressTest
@Outcome(id = "60", expect = ACCEPTABLE, desc = "Every event is counted once.")
@Outcome(id = "[0-5]?[0-9]", expect = FORBIDDEN, desc = "Lost: two threads wrote one counter.")
@Outcome(expect = FORBIDDEN, desc = "An event is counted twice.")
@State
public class OwnershipRace {
  private final OneStripe stripe = new OneStripe();
  private final int cell = stripe.allocate(1);

  /** Thirty events. */
  @Actor
  public void one() {
    count();
  }

  /** Thirty more. */
  @Actor
  public void other() {
    count();
  }

  private void count() {
    for (int i = 0; i < 30; i++) {
      stripe.count(cell);
    }
  }

  /** The sum. */
  @Arbiter
  public void sum(I_Result result) {
    result.r1 = stripe.take(cell);
  }
}
