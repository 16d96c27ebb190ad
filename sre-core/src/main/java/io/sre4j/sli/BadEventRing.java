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
   * State. Each slot holds the number of the event in it, from 1, or BUSY while it is written.
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

  private static final long BUSY = -1;
  private static final VarHandle LONG = MethodHandles.arrayElementVarHandle(long[].class);
  private static final VarHandle REF = MethodHandles.arrayElementVarHandle(EventAttributes[].class);

  private final AtomicLong next = new AtomicLong(1);
  private final long[] numbers = new long[SIZE];
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
    int slot = (int) number & (SIZE - 1);
    long before = (long) LONG.getAcquire(numbers, slot);
    if (before == BUSY || before > number || !LONG.compareAndSet(numbers, slot, before, BUSY)) {
      return;
    }
    LONG.setOpaque(millis, slot, atMillis);
    LONG.setOpaque(nanos, slot, durationNanos);
    REF.setOpaque(attributes, slot, what);
    LONG.setRelease(numbers, slot, number);
  }

  /** Whether all slots hold events of one tick; plain reads of what then nobody writes. */
  private boolean isFullOf(long atMillis) {
    long number = next.getPlain();
    int slot = (int) number & (SIZE - 1);
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
    int slot = (int) number & (SIZE - 1);
    if ((long) LONG.getAcquire(numbers, slot) != number) {
      return null;
    }
    long at = (long) LONG.getOpaque(millis, slot);
    long duration = (long) LONG.getOpaque(nanos, slot);
    EventAttributes what = (EventAttributes) REF.getOpaque(attributes, slot);
    VarHandle.loadLoadFence();
    if ((long) LONG.getOpaque(numbers, slot) != number) {
      return null;
    }
    return new BadEvent(
        Instant.ofEpochMilli(at),
        duration < 0 ? Optional.empty() : Optional.of(Duration.ofNanos(duration)),
        what);
  }
}
