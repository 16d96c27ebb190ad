package io.sre4j.coverage;

import io.sre4j.facts.TraceCounts;
import io.sre4j.signal.RouteCounter;
import io.sre4j.signal.TraceState;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The events of each route in the last hour, and since the beginning. Not thread-safe.
 *
 * <p>An hour is 12 slots of 5 minutes, the running one included: 55 to 60 minutes.
 */
final class RouteTimeline {
  private static final int SLOTS = 12;
  private static final long SLOT_NANOS = Duration.ofMinutes(5).toNanos();
  private static final int STATES = TraceState.values().length;

  private final Map<RouteCounter, Track> tracks = new LinkedHashMap<>();
  private long begun;
  private long slot;

  /** Begins at an instant of the monotonic clock. */
  RouteTimeline(long nanos) {
    this.begun = nanos;
  }

  /** Begins the hour anew; what was counted since the beginning stays. */
  void forget(long nanos) {
    begun = nanos;
    slot = 0;
    tracks.values().forEach(track -> track.recent = new long[SLOTS][STATES]);
  }

  /** Goes on to an instant; slots that are over an hour old begin anew. */
  void advance(long nanos) {
    long now = (nanos - begun) / SLOT_NANOS;
    long first = Math.max(slot + 1, now - SLOTS + 1);
    for (long next = first; next <= now; next++) {
      int place = (int) (next % SLOTS);
      tracks.values().forEach(track -> Arrays.fill(track.recent[place], 0));
    }
    slot = Math.max(slot, now);
  }

  /** Adds to the running slot. */
  void add(RouteCounter route, int[] growth) {
    Track track = tracks.computeIfAbsent(route, unused -> new Track());
    long[] running = track.recent[(int) (slot % SLOTS)];
    for (int i = 0; i < STATES; i++) {
      running[i] += growth[i];
      track.total[i] += growth[i];
    }
  }

  /** The length of what {@link #read} has as recent. */
  Duration observed(long nanos) {
    long oldest = Math.max(0, slot - SLOTS + 1);
    return Duration.ofNanos(nanos - begun - oldest * SLOT_NANOS);
  }

  /** Reads each route that was ever told of. */
  void read(BiConsumer<RouteCounter, Counts> reader) {
    tracks.forEach((route, track) -> reader.accept(route, track.counts()));
  }

  /** The events of the last hour, and since the beginning. */
  record Counts(TraceCounts recent, TraceCounts total) {}

  private static final class Track {
    private final long[] total = new long[STATES];
    private long[][] recent = new long[SLOTS][STATES];

    private Counts counts() {
      long[] sum = new long[STATES];
      for (long[] one : recent) {
        for (int i = 0; i < STATES; i++) {
          sum[i] += one[i];
        }
      }
      return new Counts(counts(sum), counts(total));
    }

    private static TraceCounts counts(long[] events) {
      return new TraceCounts(
          events[TraceState.UNOBSERVED.ordinal()],
          events[TraceState.UNTRACED.ordinal()],
          events[TraceState.UNRECORDED.ordinal()],
          events[TraceState.RECORDED.ordinal()],
          events[TraceState.SAMPLED.ordinal()]);
    }
  }
}
