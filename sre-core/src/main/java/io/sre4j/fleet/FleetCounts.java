package io.sre4j.fleet;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
      Map<?, ?> root = (Map<?, ?>) Json.read(answer);
      if (!"success".equals(root.get("status"))) {
        throw new IOException("is no success");
      }
      Map<?, ?> data = (Map<?, ?>) root.get("data");
      for (Object series : (List<?>) data.get("result")) {
        Map<?, ?> labels = (Map<?, ?>) ((Map<?, ?>) series).get("metric");
        if (labels.get("slo") instanceof String slo) {
          FleetCounts counted = counts.computeIfAbsent(slo, s -> new FleetCounts());
          for (Object point : (List<?>) ((Map<?, ?>) series).get("values")) {
            counted.add(labels.get("outcome"), (List<?>) point);
          }
        }
      }
    } catch (IllegalArgumentException
        | ClassCastException
        | NullPointerException
        | IndexOutOfBoundsException e) {
      throw new IOException("is not what a Prometheus answers", e);
    }
    return counts;
  }

  private void add(Object outcome, List<?> point) {
    double value = Double.parseDouble((String) point.get(1));
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
