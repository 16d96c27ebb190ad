package io.sre4j.backtest;

import io.sre4j.sli.Outcome;
import io.sre4j.sli.SliRecorder;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Slo;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The kinds of events that some SLO tells apart, numbered: of each SLI the bad, the excluded, the
 * good of unknown duration, and the good between two thresholds. Events of one kind and tick are
 * counted together. Immutable.
 */
final class EventKinds {
  /** The number of an SLI that no SLO is about. */
  static final int NOT_WATCHED = -1;

  private static final int BAD = 0;
  private static final int EXCLUDED = 1;
  private static final int UNTIMED = 2;
  private static final int TIMED = 3;

  private final String[] slis;
  private final byte[][] names;
  private final long[][] thresholds;
  private final int[] first;
  private final int size;

  EventKinds(Collection<Slo> slos) {
    TreeMap<String, TreeSet<Long>> known = new TreeMap<>();
    for (Slo slo : slos) {
      for (Objective objective : slo.objectives()) {
        TreeSet<Long> cuts = known.computeIfAbsent(objective.sli(), sli -> new TreeSet<>());
        objective.threshold().map(Duration::toNanos).ifPresent(cuts::add);
      }
    }
    this.slis = known.keySet().toArray(String[]::new);
    this.names = new byte[slis.length][];
    this.thresholds = new long[slis.length][];
    this.first = new int[slis.length];
    int next = 0;
    for (int i = 0; i < slis.length; i++) {
      names[i] = slis[i].getBytes(StandardCharsets.UTF_8);
      thresholds[i] =
          known.getOrDefault(slis[i], new TreeSet<>()).stream().mapToLong(cut -> cut).toArray();
      first[i] = next;
      next += TIMED + thresholds[i].length + 1;
    }
    this.size = next;
  }

  /** The names of the SLIs, ordered. */
  List<String> slis() {
    return List.of(slis);
  }

  /** How many kinds there are. */
  int size() {
    return size;
  }

  /** The number of an SLI by its name, or {@link #NOT_WATCHED}. */
  int sli(byte[] text, int from, int to) {
    for (int i = 0; i < names.length; i++) {
      if (Arrays.equals(text, from, to, names[i], 0, names[i].length)) {
        return i;
      }
    }
    return NOT_WATCHED;
  }

  /**
   * The number of an event's kind.
   *
   * @param nanos how long it took; negative if nobody knows
   */
  int kind(int sli, Outcome outcome, long nanos) {
    if (outcome != Outcome.GOOD) {
      return first[sli] + (outcome == Outcome.BAD ? BAD : EXCLUDED);
    }
    if (nanos < 0) {
      return first[sli] + UNTIMED;
    }
    int below = 0;
    for (long threshold : thresholds[sli]) {
      below += nanos > threshold ? 1 : 0;
    }
    return first[sli] + TIMED + below;
  }

  /** Records what was counted of each kind in one tick, with durations of the same kind. */
  void record(long[] counts, SliRecorder[] recorders) {
    for (int sli = 0; sli < slis.length; sli++) {
      int at = first[sli];
      record(recorders[sli], Outcome.BAD, -1, counts[at + BAD]);
      record(recorders[sli], Outcome.EXCLUDED, -1, counts[at + EXCLUDED]);
      record(recorders[sli], Outcome.GOOD, -1, counts[at + UNTIMED]);
      long[] cuts = thresholds[sli];
      for (int band = 0; band <= cuts.length; band++) {
        long nanos = band == 0 ? 0 : cuts[band - 1] + 1;
        record(recorders[sli], Outcome.GOOD, nanos, counts[at + TIMED + band]);
      }
    }
  }

  private static void record(SliRecorder recorder, Outcome outcome, long nanos, long events) {
    if (events > 0) {
      recorder.record(outcome, nanos, Math.toIntExact(events));
    }
  }

  /** Good events of an objective among counts by kind. */
  long good(Objective objective, long[] counts) {
    int sli = indexOf(objective);
    long good = objective.threshold().isPresent() ? 0 : counts[first[sli] + UNTIMED];
    int within = within(objective, sli);
    for (int band = 0; band <= within; band++) {
      good += counts[first[sli] + TIMED + band];
    }
    return good;
  }

  /** Bad events of an objective among counts by kind, those slower than its threshold included. */
  long bad(Objective objective, long[] counts) {
    int sli = indexOf(objective);
    long bad = counts[first[sli] + BAD];
    for (int band = within(objective, sli) + 1; band <= thresholds[sli].length; band++) {
      bad += counts[first[sli] + TIMED + band];
    }
    return bad;
  }

  /** Excluded events of an objective among counts by kind. */
  long excluded(Objective objective, long[] counts) {
    return counts[first[indexOf(objective)] + EXCLUDED];
  }

  /** The last band that is within an objective's threshold. */
  private int within(Objective objective, int sli) {
    return objective
        .threshold()
        .map(threshold -> Arrays.binarySearch(thresholds[sli], threshold.toNanos()))
        .orElse(thresholds[sli].length);
  }

  private int indexOf(Objective objective) {
    return Arrays.binarySearch(slis, objective.sli());
  }
}
