package io.sre4j.sli;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.lang.reflect.Field;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Two writers meet in one slot of the ring: one stands still while 63 others are numbered, and the
 * next one laps it.
 *
 * <p>Result: torn events, and slots that take no event afterwards.
 */
@JCStressTest
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "Every event that is read was added.")
@Outcome(id = "0, .*", expect = FORBIDDEN, desc = "A slot was left for ever as being written.")
@Outcome(expect = FORBIDDEN, desc = "Torn: an event of two writers.")
@State
public class RingLapRace {
  private static final Field NEXT = next();

  private final BadEventRing ring = new BadEventRing();
  private final AtomicLong next = nextOf(ring);

  private static Field next() {
    try {
      Field field = BadEventRing.class.getDeclaredField("next");
      field.setAccessible(true);
      return field;
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static AtomicLong nextOf(BadEventRing ring) {
    try {
      return (AtomicLong) NEXT.get(ring);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Adds event 1. */
  @Actor
  public void lapped() {
    SoundEvents.add(ring, 1);
  }

  /** Adds event 2, as if 63 were added before. */
  @Actor
  public void lapping() {
    next.addAndGet(BadEventRing.SIZE - 1);
    SoundEvents.add(ring, 2);
  }

  /** Reads, then fills the ring and reads again. */
  @Arbiter
  public void read(II_Result result) {
    int torn = SoundEvents.torn(ring.read());
    for (int i = 0; i < BadEventRing.SIZE; i++) {
      SoundEvents.add(ring, 3 + i);
    }
    result.r1 = torn + SoundEvents.torn(ring.read());
    result.r2 = BadEventRing.SIZE - ring.read().size();
  }
}
