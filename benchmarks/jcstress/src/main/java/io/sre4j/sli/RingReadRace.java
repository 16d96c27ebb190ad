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
 * The ring is read while its oldest events are overwritten.
 *
 * <p>Result: torn events, and slots without an event afterwards.
 */
@JCStressTest
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "Every event that is read was added.")
@Outcome(id = "0, .*", expect = FORBIDDEN, desc = "An event is missing at rest.")
@Outcome(expect = FORBIDDEN, desc = "Torn: read while it was overwritten.")
@State
public class RingReadRace {
  private final BadEventRing ring = new BadEventRing();
  private int torn;

  /** A full ring. */
  public RingReadRace() {
    for (int i = 1; i <= BadEventRing.SIZE; i++) {
      SoundEvents.add(ring, i);
    }
  }

  /** Laps. */
  @Actor
  public void writer() {
    for (int i = 1; i <= BadEventRing.SIZE; i++) {
      SoundEvents.add(ring, BadEventRing.SIZE + i);
    }
  }

  /** Reads what it can. */
  @Actor
  public void reader() {
    torn = SoundEvents.torn(ring.read());
  }

  /** Reads at rest. */
  @Arbiter
  public void read(II_Result result) {
    result.r1 = torn + SoundEvents.torn(ring.read());
    result.r2 = BadEventRing.SIZE - ring.read().size();
  }
}
