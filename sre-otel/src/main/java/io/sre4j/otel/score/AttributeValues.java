package io.sre4j.otel.score;

import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.sre4j.score.ScoreBoard;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How many values an attribute of a metric has within an hour, by the metric's name: fewer than
 * 10,000 (MET-001). Hours follow each other; at their end all is forgotten.
 *
 * <p>Knows 2,000 metrics and 1,000 attributes of them, and 200,000 values together, as hashes:
 * about 3 MB. What goes beyond is not looked at. One thread at a time.
 */
final class AttributeValues {
  private static final int LIMIT = 10_000;
  private static final int MOST_METRICS = 2_000;
  private static final int MOST_KEYS = 1_000;
  private static final int MOST_VALUES = 200_000;
  private static final long HOUR = TimeUnit.HOURS.toNanos(1);

  private final ScoreBoard.Check check;
  private final LongSupplier clock;
  private final Map<String, Map<String, DistinctHashes>> metrics = new HashMap<>();
  private int keys;
  private int values;
  private long since;

  AttributeValues(ScoreBoard.Check check, LongSupplier clock) {
    this.check = check;
    this.clock = clock;
    this.since = clock.getAsLong();
  }

  /** A batch begins. */
  void begin() {
    long now = clock.getAsLong();
    if (now - since >= HOUR) {
      since = now;
      metrics.clear();
      keys = 0;
      values = 0;
    }
  }

  void look(MetricData metric) {
    String name = metric.getName();
    Map<String, DistinctHashes> byKey = metrics.get(name);
    if (byKey == null) {
      if (metrics.size() == MOST_METRICS) {
        return;
      }
      check.inspected();
      byKey = new HashMap<>();
      metrics.put(name, byKey);
    }
    Map<String, DistinctHashes> its = byKey;
    for (PointData point : metric.getData().getPoints()) {
      point.getAttributes().forEach((key, value) -> take(name, its, key.getKey(), value));
    }
  }

  private void take(String name, Map<String, DistinctHashes> byKey, String key, Object value) {
    DistinctHashes known = byKey.get(key);
    if (known == null) {
      if (keys == MOST_KEYS) {
        return;
      }
      keys++;
      known = new DistinctHashes(LIMIT);
      byKey.put(key, known);
    }
    if (values < MOST_VALUES && known.add(value.toString())) {
      values++;
      if (known.isFull()) {
        values -= LIMIT;
        check.failed(name + " by " + key);
      }
    }
  }
}
