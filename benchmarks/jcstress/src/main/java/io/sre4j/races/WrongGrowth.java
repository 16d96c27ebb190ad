package io.sre4j.races;

import io.sre4j.sli.GrowthRace;
import io.sre4j.sli.SharedGrowthRace;
import java.util.Arrays;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/** Wrong twins of {@link SharedGrowthRace} and {@link GrowthRace}. */
public final class WrongGrowth {
  private static final int NEAR = 0;
  private static final int FAR = StripeCopy.CELLS - 1;

  private WrongGrowth() {}

  /** Wrong: a longer shared array takes over the counts, while others still add to the old one. */
  @JCStressTest
  @JCStressMeta(SharedGrowthRace.class)
  @State
  public static class CopiesShared {
    private static final Thread THIRD = new Thread();

    private final CountersCopy copying =
        new CountersCopy() {
          @Override
          void grow(int[][] present, int cell) {
            replace(present, new int[][] {Arrays.copyOf(present[0], cell + 1)});
          }
        };
    private final StripeCopy stripe = new StripeCopy(new CountersCopy(), copying);

    /** A stripe with an owner. */
    public CopiesShared() {
      stripe.owner = THIRD;
    }

    /** Two near events and a far one. */
    @Actor
    public void one() {
      stripe.count(NEAR);
      stripe.count(FAR);
      stripe.count(NEAR);
    }

    /** Two far events and a near one. */
    @Actor
    public void other() {
      stripe.count(FAR);
      stripe.count(NEAR);
      stripe.count(FAR);
    }

    /** The sums. */
    @Arbiter
    public void sum(II_Result result) {
      result.r1 = stripe.sum(NEAR);
      result.r2 = stripe.sum(FAR);
    }
  }

  /** Wrong: the owner puts a longer array in place, and then copies the counts to it. */
  @JCStressTest
  @JCStressMeta(GrowthRace.class)
  @State
  public static class CopiesLate {
    private final CountersCopy late =
        new CountersCopy() {
          @Override
          void grow(int[][] present, int cell) {
            int[] longer = new int[cell + 1];
            replace(present, new int[][] {longer});
            System.arraycopy(present[0], 0, longer, 0, present[0].length);
          }
        };
    private final StripeCopy stripe = new StripeCopy(late, new CountersCopy());
    private int near;
    private int far;
    private int shrank;

    /** The first array has counts already. */
    public CopiesLate() {
      stripe.countOwned(NEAR);
    }

    /** Counts, and needs a longer array half way. */
    @Actor
    public void owner() {
      for (int i = 0; i < 60; i++) {
        stripe.count(NEAR);
        if (i >= 30) {
          stripe.count(FAR);
        }
      }
    }

    /** Collects until the owner is done, about: there is little to read. */
    @Actor
    public void ticker() {
      for (int i = 0; i < 30; i++) {
        tick();
      }
    }

    private void tick() {
      int nearGrowth = stripe.growth(NEAR);
      int farGrowth = stripe.growth(FAR);
      near += nearGrowth;
      far += farGrowth;
      shrank += nearGrowth < 0 || farGrowth < 0 ? 1 : 0;
    }

    /** The totals after a last tick. */
    @Arbiter
    public void total(III_Result result) {
      tick();
      result.r1 = near;
      result.r2 = far;
      result.r3 = shrank;
    }
  }
}
