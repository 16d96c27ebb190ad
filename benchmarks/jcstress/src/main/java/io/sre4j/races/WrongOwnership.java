package io.sre4j.races;

import io.sre4j.sli.OwnershipRace;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Wrong twins of {@link OwnershipRace}. */
public final class WrongOwnership {
  private WrongOwnership() {}

  /** Wrong: a claim looks and then sets, so that both threads own the stripe for one event. */
  @JCStressTest
  @JCStressMeta(OwnershipRace.class)
  @State
  public static class LooksThenSets {
    private final StripeCopy stripe =
        new StripeCopy() {
          @Override
          boolean claim(Thread thread) {
            if (owner != null) {
              return false;
            }
            owner = thread;
            return true;
          }
        };

    /** Thirty events. */
    @Actor
    public void one() {
      countThirty(stripe);
    }

    /** Thirty more. */
    @Actor
    public void other() {
      countThirty(stripe);
    }

    /** The sum. */
    @Arbiter
    public void sum(I_Result result) {
      result.r1 = stripe.sum(0);
    }
  }

  /** Wrong: who finds the stripe taken counts in it all the same, without an atomic add. */
  @JCStressTest
  @JCStressMeta(OwnershipRace.class)
  @State
  public static class SecondWriter {
    private final StripeCopy stripe =
        new StripeCopy() {
          @Override
          void countShared(int cell) {
            countOwned(cell);
          }
        };

    /** Thirty events. */
    @Actor
    public void one() {
      countThirty(stripe);
    }

    /** Thirty more. */
    @Actor
    public void other() {
      countThirty(stripe);
    }

    /** The sum. */
    @Arbiter
    public void sum(I_Result result) {
      result.r1 = stripe.sum(0);
    }
  }

  private static void countThirty(StripeCopy stripe) {
    for (int i = 0; i < 30; i++) {
      stripe.count(0);
    }
  }
}
