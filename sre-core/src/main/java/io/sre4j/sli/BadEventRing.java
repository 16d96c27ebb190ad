package io.sre4j.sli;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The last 64 bad events, written without allocation by any number of threads. Of the events of one
 * tick, which all have one time, the first 64 are kept.
 */
final class BadEventRing {
  /*
   * State. Events are numbered from 1; their last six bits are the slot, the others the lap. Each
   * slot holds the lap of the event in it, or BUSY while it is written.
   *
   * Progress. Writers never wait: one that meets a slot being written, or already holding a later
   * event, gives up. A reader copies what it can and skips the rest.
   *
   * Loss and lag bound. An event is left out only if 64 others are recorded while its writer, or
   * the writer of its slot, stands still. Counts are kept elsewhere and are not concerned.
   *
   * Why not simpler. A ring of references needs one object for each bad event; in an outage every
   * event is bad.
   */
  static final int SIZE = 64;

  private static final int BUSY = -1;
  private static final int LAPS = 1 << 30;
  private static final VarHandle INT = MethodHandles.arrayElementVarHandle(int[].class);
  private static final VarHandle LONG = MethodHandles.arrayElementVarHandle(long[].class);
  private static final VarHandle REF = MethodHandles.arrayElementVarHandle(EventAttributes[].class);

  private final AtomicLong next = new AtomicLong(1);
  private final int[] laps = new int[SIZE];
  private final long[] millis = new long[SIZE];
  private final long[] nanos = new long[SIZE];
  private final @Nullable EventAttributes[] attributes = new EventAttributes[SIZE];

  /** Adds an event, unless all slots hold events of its tick; whether it was tried. */
  boolean add(long atMillis, long durationNanos, EventAttributes what) {
    if (isFullOf(atMillis)) {
      return false;
    }
    write(atMillis, durationNanos, what);
    return true;
  }

  private void write(long atMillis, long durationNanos, EventAttributes what) {
    long number = next.getAndIncrement();
    int slot = slot(number);
    int lap = lap(number);
    int before = (int) INT.getAcquire(laps, slot);
    if (before == BUSY || isLater(before, lap) || !INT.compareAndSet(laps, slot, before, BUSY)) {
      return;
    }
    LONG.setOpaque(millis, slot, atMillis);
    LONG.setOpaque(nanos, slot, durationNanos);
    REF.setOpaque(attributes, slot, what);
    INT.setRelease(laps, slot, lap);
  }

  private static int slot(long number) {
    return (int) number & (SIZE - 1);
  }

  /** From 1; begins anew after 2^30, that is 7e10 events. */
  static int lap(long number) {
    return (int) (number / SIZE % LAPS) + 1;
  }

  /** Laps that far apart have been begun anew in between. */
  static boolean isLater(int lap, int other) {
    return lap > other && lap - other < LAPS / 2;
  }

  /** Whether all slots hold events of one tick; plain reads of what then nobody writes. */
  private boolean isFullOf(long atMillis) {
    long number = next.getPlain();
    int slot = slot(number);
    return number > SIZE && (long) LONG.getOpaque(millis, slot) == atMillis;
  }

  /** The events, the newest first. */
  List<BadEvent> read() {
    List<BadEvent> events = new ArrayList<>(SIZE);
    long last = next.get() - 1;
    for (long number = last; number > 0 && number > last - SIZE; number--) {
      BadEvent event = read(number);
      if (event != null) {
        events.add(event);
      }
    }
    return events;
  }

  private @Nullable BadEvent read(long number) {
    int slot = slot(number);
    int lap = lap(number);
    if ((int) INT.getAcquire(laps, slot) != lap) {
      return null;
    }
    long at = (long) LONG.getOpaque(millis, slot);
    long duration = (long) LONG.getOpaque(nanos, slot);
    EventAttributes what = (EventAttributes) REF.getOpaque(attributes, slot);
    VarHandle.loadLoadFence();
    if ((int) INT.getOpaque(laps, slot) != lap) {
      return null;
    }
    return new BadEvent(
        Instant.ofEpochMilli(at),
        duration < 0 ? Optional.empty() : Optional.of(Duration.ofNanos(duration)),
        what);
  }
}
