package io.sre4j.races;

import io.sre4j.sli.RingLapRace;
import io.sre4j.sli.RingReadRace;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Wrong twins of {@link RingLapRace} and {@link RingReadRace}. */
public final class WrongRing {
  private WrongRing() {}

  /** Wrong: a writer does not mark its slot as being written, so that another writes there too. */
  @JCStressTest
  @JCStressMeta(RingLapRace.class)
  @State
  public static class NoMark {
    private final RingCopy ring =
        new RingCopy() {
          @Override
          boolean mark(int slot, long before) {
            return true;
          }
        };

    /** Adds event 1. */
    @Actor
    public void lapped() {
      ring.add(1);
    }

    /** Adds event 2, as if the ring had been filled before. */
    @Actor
    public void lapping() {
      ring.next.addAndGet(RingCopy.SIZE - 1);
      ring.add(2);
    }

    /** Reads, then fills the ring and reads again. */
    @Arbiter
    public void read(II_Result result) {
      int torn = ring.torn();
      for (int i = 0; i < RingCopy.SIZE; i++) {
        ring.add(3 + i);
      }
      result.r1 = torn + ring.torn();
      result.r2 = ring.missing();
    }
  }

  /** Wrong: a reader does not look again whether the slot still holds the event it has read. */
  @JCStressTest
  @JCStressMeta(RingReadRace.class)
  @State
  public static class ReadsOnce {
    private final RingCopy ring =
        new RingCopy() {
          @Override
          boolean isStill(int slot, long number) {
            return true;
          }
        };
    private int torn;

    /** A full ring. */
    public ReadsOnce() {
      for (int i = 1; i <= RingCopy.SIZE; i++) {
        ring.add(i);
      }
    }

    /** Laps often: there are few slots. */
    @Actor
    public void writer() {
      for (int i = 1; i <= 16 * RingCopy.SIZE; i++) {
        ring.add(RingCopy.SIZE + i);
      }
    }

    /** Reads what it can, often for the same reason. */
    @Actor
    public void reader() {
      for (int i = 0; i < 64; i++) {
        torn += ring.torn();
      }
    }

    /** Reads at rest. */
    @Arbiter
    public void read(II_Result result) {
      result.r1 = torn + ring.torn();
      result.r2 = ring.missing();
    }
  }
}
