package io.sre4j.sli;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Two threads whose stripe belongs to a third share another, and both find its array too short.
 *
 * <p>Result: the sums of a cell in the first array, and of one that needs a longer array.
 */
@JCStressTest
@Outcome(id = "3, 3", expect = ACCEPTABLE, desc = "Every event is counted once.")
@Outcome(id = "[0-2], .*", expect = FORBIDDEN, desc = "Lost with the array that was succeeded.")
@Outcome(id = "3, [0-2]", expect = FORBIDDEN, desc = "Lost in one of two longer arrays.")
@Outcome(expect = FORBIDDEN, desc = "An event is counted twice.")
@State
public class SharedGrowthRace {
  private static final Thread THIRD = new Thread();

  private final OneStripe stripe = new OneStripe();
  private final int near = stripe.allocate(1);
  private final int far = stripe.allocate(100) + 99;

  /** A stripe with an owner. */
  public SharedGrowthRace() {
    stripe.owned.owner = THIRD;
  }

  /** Two near events and a far one. */
  @Actor
  public void one() {
    stripe.count(near);
    stripe.count(far);
    stripe.count(near);
  }

  /** Two far events and a near one. */
  @Actor
  public void other() {
    stripe.count(far);
    stripe.count(near);
    stripe.count(far);
  }

  /** The sums. */
  @Arbiter
  public void sum(II_Result result) {
    result.r1 = stripe.take(near);
    result.r2 = stripe.take(far);
  }
}
