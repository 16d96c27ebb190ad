package io.sre4j.timeline;

import io.sre4j.sli.BurnLog;
import io.sre4j.sli.EventAttributes.Dimension;
import io.sre4j.time.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/** What burned one budget in the last 5 minutes, hour and 6 hours: at most 65 or so values each. */
public final class CauseTimeline {
  private static final Duration M5 = Duration.ofMinutes(5);
  private static final List<Duration> WINDOWS =
      List.of(M5, Duration.ofHours(1), Duration.ofHours(6));
  private static final long LOOK_NANOS = Duration.ofSeconds(30).toNanos();

  private final BurnLog log;
  private final Values[] dimensions;
  // None until something burned.
  private @Nullable Rings rings;
  private long mid;
  private long nextLook = Long.MIN_VALUE;

  /** A timeline over one log; nothing else may drain it. */
  public CauseTimeline(BurnLog log) {
    this.log = log;
    Dimension[] all = Dimension.values();
    this.dimensions = new Values[all.length];
    for (int i = 0; i < all.length; i++) {
      dimensions[i] = new Values(all[i]);
    }
  }

  /** The log it reads. */
  public BurnLog log() {
    return log;
  }

  /** Takes over what the log counted since the tick before, and forgets what is 6 hours old. */
  public void tick(Span span) {
    mid = span.mid();
    nextLook = span.end() + LOOK_NANOS;
    boolean slotEnded = advanceTo(mid);
    for (Values values : dimensions) {
      log.drain(values.dimension, values);
    }
    if (advanceTo(span.end()) || slotEnded) {
      for (Values values : dimensions) {
        values.forgetIdle();
      }
    }
  }

  /**
   * The same for a tick in which no event was counted that burned the budget: looks into the log
   * only every 30 seconds, for what a thread wrote there before its event was counted or after.
   */
  public void tickQuietly(Span span) {
    if (span.end() >= nextLook) {
      tick(span);
    } else {
      advanceTo(span.end());
    }
  }

  private boolean advanceTo(long nanos) {
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
    for (Values values : dimensions) {
      values.read(read);
    }
    read.sort(Cause.MOST_FREQUENT);
    return read;
  }

  /** What burned by the values of one attribute. */
  private final class Values implements ObjLongConsumer<String> {
    private final Dimension dimension;
    private Map<String, Tally> byKey = Map.of();

    Values(Dimension dimension) {
      this.dimension = dimension;
    }

    @Override
    public void accept(String key, long count) {
      if (byKey.isEmpty()) {
        byKey = new HashMap<>();
      }
      byKey.computeIfAbsent(key, k -> rings().newTally()).add(count);
    }

    void forgetIdle() {
      Iterator<Map.Entry<String, Tally>> entries = byKey.entrySet().iterator();
      while (entries.hasNext()) {
        Map.Entry<String, Tally> entry = entries.next();
        if (isIdle(entry.getValue())) {
          rings().forget(entry.getValue());
          log.forget(dimension, entry.getKey());
          entries.remove();
        }
      }
    }

    private boolean isIdle(Tally tally) {
      return tally.sum(WINDOWS.size() - 1) == 0;
    }

    void read(List<Cause> to) {
      byKey.forEach((key, tally) -> {
        if (!isIdle(tally)) {
          to.add(new Cause(dimension, key, tally.sum(0), tally.sum(1), tally.sum(2)));
        }
      });
    }
  }
}
