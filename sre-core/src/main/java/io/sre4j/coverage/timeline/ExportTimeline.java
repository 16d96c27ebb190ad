package io.sre4j.coverage.timeline;

import io.sre4j.facts.ExportFacts;
import io.sre4j.facts.ExportReading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What became of the batches of each exporter in the last minutes. Not thread-safe. */
public final class ExportTimeline {
  private static final long FIVE_MINUTES = Duration.ofMinutes(5).toNanos();
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();
  private static final int MAX_READINGS = 1_000;
  private static final ExportReading NOTHING = new ExportReading(0, 0, Map.of(), 0, 0);

  private record At(long nanos, ExportReading reading) {}

  // The readings of each exporter, the oldest first.
  private final Map<String, List<At>> readings = new TreeMap<>();
  private long begun;

  /** Begins at an instant of the monotonic clock. */
  public ExportTimeline(long nanos) {
    this.begun = nanos;
  }

  /** Judges only what comes from now on. */
  public void forget(long nanos) {
    begun = nanos;
    readings.replaceAll(
        (exporter, kept) -> new ArrayList<>(List.of(new At(nanos, last(kept).reading))));
  }

  /** Takes in what was read of an exporter; one that was never read had begun with nothing. */
  public void add(String exporter, ExportReading reading, long nanos) {
    List<At> kept =
        readings.computeIfAbsent(
            exporter, name -> new ArrayList<>(List.of(new At(begun, NOTHING))));
    if (kept.size() == MAX_READINGS) {
      kept.remove(kept.size() - 1);
    }
    kept.add(new At(nanos, reading));
    while (nanos - kept.get(1).nanos >= FIVE_MINUTES) {
      kept.remove(0);
    }
  }

  /** What was seen of each exporter up to its last reading, by name. */
  public List<ExportFacts> facts() {
    List<ExportFacts> facts = new ArrayList<>();
    readings.forEach((exporter, kept) -> facts.add(facts(exporter, kept)));
    return facts;
  }

  private static ExportFacts facts(String exporter, List<At> kept) {
    ExportReading from = kept.get(0).reading;
    ExportReading to = last(kept).reading;
    Map<String, Long> failures = new TreeMap<>();
    to.failures()
        .forEach((kind, count) -> {
          long lately = count - from.failures().getOrDefault(kind, 0L);
          if (lately > 0) {
            failures.put(kind, lately);
          }
        });
    return new ExportFacts(
        exporter,
        Math.max(0, to.batches() - from.batches()),
        Math.max(0, to.failed() - from.failed()),
        failures,
        Duration.ofNanos(Math.max(0, to.inFlightNanos())),
        busy(kept));
  }

  private static double busy(List<At> kept) {
    At now = last(kept);
    for (int i = kept.size() - 2; i >= 0; i--) {
      At then = kept.get(i);
      long passed = now.nanos - then.nanos;
      if (passed >= MINUTE) {
        double busy = (now.reading.busyNanos() - then.reading.busyNanos()) / (double) passed;
        return Math.min(1, Math.max(0, busy));
      }
    }
    return 0;
  }

  private static At last(List<At> kept) {
    return kept.get(kept.size() - 1);
  }
}
