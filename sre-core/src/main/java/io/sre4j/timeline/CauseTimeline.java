package io.sre4j.timeline;

import io.sre4j.sli.BurnLog;
import io.sre4j.sli.EventAttributes.Dimension;
import io.sre4j.time.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** What burned one budget in the last 5 minutes, hour and 6 hours: at most 65 or so values each. */
public final class CauseTimeline {
  private static final Duration M5 = Duration.ofMinutes(5);
  private static final Duration H1 = Duration.ofHours(1);
  private static final Duration H6 = Duration.ofHours(6);

  private final BurnLog log;
  private final Map<Dimension, Map<String, Recent>> causes = new EnumMap<>(Dimension.class);

  /** A timeline over one log; nothing else may drain it. */
  public CauseTimeline(BurnLog log) {
    this.log = log;
    for (Dimension dimension : Dimension.values()) {
      causes.put(dimension, new HashMap<>());
    }
  }

  /** The log it reads. */
  public BurnLog log() {
    return log;
  }

  /** Takes over what the log counted since the tick before, and forgets what is 6 hours old. */
  public void tick(Span span) {
    causes.forEach((dimension, byKey) -> {
      log.drain(
          dimension,
          (key, count) -> byKey.computeIfAbsent(key, k -> new Recent()).add(span, count));
      forgetIdle(dimension, byKey, span);
    });
  }

  private void forgetIdle(Dimension dimension, Map<String, Recent> byKey, Span span) {
    Iterator<Map.Entry<String, Recent>> entries = byKey.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<String, Recent> entry = entries.next();
      if (entry.getValue().isIdle(span)) {
        log.forget(dimension, entry.getKey());
        entries.remove();
      }
    }
  }

  /** The causes, the most frequent of the last 5 minutes first, then of the last hour and 6. */
  public List<Cause> read() {
    List<Cause> read = new ArrayList<>();
    causes.forEach(
        (dimension, byKey) -> byKey.forEach((key, r) -> read.add(r.read(dimension, key))));
    read.sort(Cause.MOST_FREQUENT);
    return read;
  }

  /** One ring for each of the three windows; coarser than those of budgets. */
  private static final class Recent {
    private final Ring m5 = new Ring(M5.dividedBy(10), new Duration[] {M5});
    private final Ring h1 = new Ring(H1.dividedBy(12), new Duration[] {H1});
    private final Ring h6 = new Ring(H6.dividedBy(12), new Duration[] {H6});

    void add(Span span, long count) {
      advanceTo(span.end());
      m5.add(span.mid(), 0, count);
      h1.add(span.mid(), 0, count);
      h6.add(span.mid(), 0, count);
    }

    boolean isIdle(Span span) {
      advanceTo(span.end());
      return h6.bad(0) == 0;
    }

    Cause read(Dimension dimension, String key) {
      return new Cause(dimension, key, m5.bad(0), h1.bad(0), h6.bad(0));
    }

    private void advanceTo(long nanos) {
      m5.advanceTo(nanos);
      h1.advanceTo(nanos);
      h6.advanceTo(nanos);
    }
  }
}
