package io.sre4j.races;

import io.sre4j.sli.ReclaimRace;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Wrong twins of {@link ReclaimRace}; their owners need not die, as nobody asks whether they do.
 */
public final class WrongReclaim {
  private static final int EVENTS = 10;

  private WrongReclaim() {}

  /** Wrong: the ticker releases a stripe without asking whether its owner has ended. */
  @JCStressTest
  @JCStressMeta(ReclaimRace.class)
  @State
  public static class ReleasesTheLiving {
    private final StripeCopy stripe = new StripeCopy();

    /** The owner counts. */
    @Actor
    public void first() {
      countAll(stripe);
    }

    /** Its stripe is released, and claimed by another. */
    @Actor
    public void next() {
      stripe.owner = null;
      countAll(stripe);
    }

    /** The difference. */
    @Arbiter
    public void difference(II_Result result) {
      judge(stripe, result);
    }
  }

  /** Wrong: a thread that ends gives its stripe back before its last event is counted. */
  @JCStressTest
  @JCStressMeta(ReclaimRace.class)
  @State
  public static class LastEventLate {
    private final StripeCopy stripe = new StripeCopy();

    /** All events but the last; then the last, if it owns the stripe after giving that back. */
    @Actor
    public void first() {
      for (int i = 1; i < EVENTS; i++) {
        stripe.count(0);
      }
      if (stripe.owner == Thread.currentThread()) {
        stripe.owner = null;
        stripe.countOwned(0);
      } else {
        stripe.count(0);
      }
    }

    /** Counts, in the stripe as soon as that is free. */
    @Actor
    public void next() {
      countAll(stripe);
    }

    /** The difference. */
    @Arbiter
    public void difference(II_Result result) {
      judge(stripe, result);
    }
  }

  private static void countAll(StripeCopy stripe) {
    for (int i = 0; i < EVENTS; i++) {
      stripe.count(0);
    }
  }

  private static void judge(StripeCopy stripe, II_Result result) {
    result.r1 = stripe.sum(0) - 2 * EVENTS;
    result.r2 = 0; // nobody dies
  }
}
