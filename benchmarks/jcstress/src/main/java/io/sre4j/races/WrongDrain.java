package io.sre4j.races;

import io.sre4j.sli.DrainRace;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** The wrong twin of {@link DrainRace}. */
public final class WrongDrain {
  private static final int GOOD = 0;
  private static final int BAD = 1;

  private WrongDrain() {}

  /** Wrong: the drain reads a counter and then sets it to zero, while its owner counts. */
  @JCStressTest
  @JCStressMeta(DrainRace.class)
  @State
  public static class Resets {
    private final StripeCopy stripe =
        new StripeCopy() {
          @Override
          int growth(int cell) {
            int[] counters = owned.newest(cell);
            int growth = counters[cell];
            counters[cell] = 0;
            return growth;
          }
        };
    private int good;
    private int bad;
    private int shrank;

    /** Counts. */
    @Actor
    public void host() {
      for (int i = 0; i < 100; i++) {
        stripe.count(GOOD);
        stripe.count(BAD);
        stripe.count(GOOD);
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
      int goodGrowth = stripe.growth(GOOD);
      int badGrowth = stripe.growth(BAD);
      good += goodGrowth;
      bad += badGrowth;
      shrank += goodGrowth < 0 || badGrowth < 0 ? 1 : 0;
    }

    /** The totals after a last tick. */
    @Arbiter
    public void total(III_Result result) {
      tick();
      result.r1 = good;
      result.r2 = bad;
      result.r3 = shrank;
    }
  }
}
