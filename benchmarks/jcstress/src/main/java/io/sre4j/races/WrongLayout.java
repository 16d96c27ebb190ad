package io.sre4j.races;

import io.sre4j.sli.LayoutRace;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** The wrong twin of {@link LayoutRace}. */
public final class WrongLayout {
  private WrongLayout() {}

  /** Wrong: the old layout is drained for the last time when the new one has taken over. */
  @JCStressTest
  @JCStressMeta(LayoutRace.class)
  @State
  public static class LastDrain {
    private final LayoutCopy sli =
        new LayoutCopy(300, 100) {
          @Override
          void retire(Cells old) {
            old.drain();
            layouts.remove(old);
          }
        };

    /** Events within both thresholds, between them, and slower than both: fifty each. */
    @Actor
    public void host() {
      for (int i = 0; i < 50; i++) {
        sli.record(50);
        sli.record(200);
        sli.record(500);
      }
    }

    /** Cuts, then drains. */
    @Actor
    public void ticker() {
      sli.cut();
      sli.drain();
    }

    /** The totals after a last drain. */
    @Arbiter
    public void total(III_Result result) {
      sli.drain();
      result.r1 = sli.within;
      result.r2 = sli.slower;
      result.r3 = Math.max(0, sli.withinNew - 50) + Math.max(0, sli.slowerNew - 100);
    }
  }
}
