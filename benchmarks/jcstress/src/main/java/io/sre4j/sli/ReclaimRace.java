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
 * A thread owns a stripe, counts and ends, while another with the same stripe counts and the ticker
 * releases the stripes of the dead.
 *
 * <p>Result: by how many events the sum is wrong, and whether the dead one still owns the stripe.
 */
@JCStressTest
@Outcome(
    id = "0, 0",
    expect = ACCEPTABLE,
    desc = "Every event is counted once; the stripe passed on.")
@Outcome(id = "0, 1", expect = FORBIDDEN, desc = "A dead thread still owns the stripe.")
@Outcome(
    id = "-.*",
    expect = FORBIDDEN,
    desc = "Lost: the old and the new owner wrote one counter.")
@Outcome(expect = FORBIDDEN, desc = "An event is counted twice.")
@State
public class ReclaimRace {
  private static final int EVENTS = 100;
  private static final int PATIENCE = 1 << 20;

  private final OneStripe stripe = new OneStripe();
  private final int cell = stripe.allocate(1);
  private volatile boolean claimed;
  private volatile boolean ended;
  private int after;
  private int kept;

  /** The life of the first owner. */
  @Actor
  public void first() {
    Thread owner = new Thread(this::live);
    owner.start();
    try {
      owner.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    ended = true;
  }

  private void live() {
    stripe.count(cell);
    claimed = true;
    for (int i = 1; i < EVENTS; i++) {
      stripe.count(cell);
    }
  }

  /** Counts and releases from when the first owner has the stripe until after its death. */
  @Actor
  public void next() {
    for (int i = 0; i < PATIENCE && !claimed; i++) {
      Thread.onSpinWait();
    }
    for (int i = 0; i < PATIENCE && !ended; i++) {
      releaseAndCount();
    }
    boolean dead = ended;
    releaseAndCount();
    kept = dead && stripe.owned.owner != Thread.currentThread() ? 1 : 0;
  }

  private void releaseAndCount() {
    stripe.releaseDead();
    stripe.count(cell);
    after++;
  }

  /** The difference. */
  @Arbiter
  public void difference(II_Result result) {
    result.r1 = stripe.take(cell) - EVENTS - after;
    result.r2 = kept;
  }
}
