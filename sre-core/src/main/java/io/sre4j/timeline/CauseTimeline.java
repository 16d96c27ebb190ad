package io.sre4j.timeline;

import io.sre4j.sli.BurnLog;
import io.sre4j.sli.EventAttributes.Dimension;
import io.sre4j.time.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What burned one budget in the last 5 minutes, hour and 6 hours: at most 65 or so values each. */
public final class CauseTimeline {
  private static final Duration M5 = Duration.ofMinutes(5);
  private static final List<Duration> WINDOWS =
      List.of(M5, Duration.ofHours(1), Duration.ofHours(6));

  private static final Dimension[] DIMENSIONS = Dimension.values();

  private final BurnLog log;
  private Map<Key, Tally> tallies = Map.of();
  // None until something burned.
  private @Nullable Rings rings;
  private long mid;

  /** A timeline over one log; nothing else may drain it. */
  public CauseTimeline(BurnLog log) {
    this.log = log;
  }

  private record Key(Dimension dimension, String value) {}

  /** The log it reads. */
  public BurnLog log() {
    return log;
  }

  /**
   * Takes over what the log counted since this was last called, as of this tick, and forgets what
   * is 6 hours old. Need not be called for every tick.
   */
  public void tick(Span span) {
    mid = span.mid();
    boolean slotEnded = passTo(mid);
    for (Dimension dimension : DIMENSIONS) {
      if (log.knows(dimension)) {
        log.drain(dimension, (value, count) -> add(new Key(dimension, value), count));
      }
    }
    if (passTo(span.end()) || slotEnded) {
      tallies.entrySet().removeIf(this::isForgotten);
    }
  }

  private void add(Key key, long count) {
    if (tallies.isEmpty()) {
      tallies = new HashMap<>();
    }
    tallies.computeIfAbsent(key, k -> rings().newTally()).add(count);
  }

  /** Lets go of what is idle. */
  private boolean isForgotten(Map.Entry<Key, Tally> entry) {
    if (!isIdle(entry.getValue())) {
      return false;
    }
    log.forget(entry.getKey().dimension(), entry.getKey().value());
    return true;
  }

  private static boolean isIdle(Tally tally) {
    return tally.sum(WINDOWS.size() - 1) == 0;
  }

  /** Lets time pass, so that {@link #read} shows the windows that end at this instant. */
  public void advanceTo(long end) {
    passTo(end);
  }

  private boolean passTo(long nanos) {
    Rings slots = rings;
    return slots != null && slots.advanceTo(nanos);
  }

  private Rings rings() {
    Rings slots = rings;
    if (slots == null) {
      // Coarser slots than those of budgets.
      slots = new Rings(WINDOWS, w -> w.dividedBy(w.equals(M5) ? 10 : 12), mid);
      rings = slots;
    }
    return slots;
  }

  /** The causes, the most frequent of the last 5 minutes first, then of the last hour and 6. */
  public List<Cause> read() {
    List<Cause> read = new ArrayList<>();
    tallies.forEach((key, tally) -> {
      if (!isIdle(tally)) {
        read.add(new Cause(key.dimension(), key.value(), tally.sum(0), tally.sum(1), tally.sum(2)));
      }
    });
    read.sort(Cause.MOST_FREQUENT);
    return read;
  }
}
