package io.sre4j.fleet;

import io.sre4j.json.JsonReader;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a Prometheus answered for one SLO: the sums of its steps. Not thread-safe. */
final class FleetCounts {
  private final Set<Object> steps = new HashSet<>();
  private double good;
  private double bad;

  /**
   * Reads the answer to a range query.
   *
   * @throws IOException if it is none
   */
  static Map<String, FleetCounts> read(String answer) throws IOException {
    Map<String, FleetCounts> counts = new HashMap<>();
    try {
      Map<?, ?> root = object(JsonReader.read(answer));
      if (!"success".equals(root.get("status"))) {
        throw new IOException("is no success");
      }
      for (Object series : array(object(root.get("data")).get("result"))) {
        Map<?, ?> labels = object(object(series).get("metric"));
        if (labels.get("slo") instanceof String slo) {
          FleetCounts counted = counts.computeIfAbsent(slo, s -> new FleetCounts());
          for (Object point : array(object(series).get("values"))) {
            counted.add(labels.get("outcome"), array(point));
          }
        }
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("is not what a Prometheus answers", e);
    }
    return counts;
  }

  private static Map<?, ?> object(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new IllegalArgumentException("no object");
  }

  private static List<?> array(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return list;
    }
    throw new IllegalArgumentException("no array");
  }

  private void add(@Nullable Object outcome, List<?> point) {
    if (point.size() != 2 || !(point.get(1) instanceof String text)) {
      throw new IllegalArgumentException("no point");
    }
    double value = Double.parseDouble(text);
    if (!Double.isFinite(value) || value < 0) {
      return;
    }
    if ("good".equals(outcome)) {
      good += value;
      steps.add(point.get(0));
    } else if ("bad".equals(outcome)) {
      bad += value;
      steps.add(point.get(0));
    }
  }

  FleetWindow window(String slo, Duration window, Instant asOf, long expected) {
    double coverage = Math.min(1, (double) steps.size() / expected);
    return new FleetWindow(slo, window, asOf, good, bad, coverage);
  }
}
