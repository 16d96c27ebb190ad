package io.sre4j.artifact;

import io.sre4j.slo.AlertRule;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/** What it is due to that Prometheus says something else than the engine at the end of a minute. */
enum Difference {
  /** They say the same. */
  NONE,
  /** The engine's verdict changed within an evaluation interval. */
  CROSSING,
  /** The closed form of the gate asks for more bad events than there are. */
  GATE,
  /** The engine asks for more, as it saw that errors cluster. */
  DISPERSION,
  /**
   * The rule's hold time began with the evidence; or the engine's began anew, as it looks every
   * second and saw that it did not burn between two evaluations.
   */
  HOLD,
  /** One of them saw a cure, or a relapse, as the last events left the short window. */
  SILENCE,
  /** A window that begins one slot, or one scrape, earlier or later decides otherwise. */
  EDGE,
  /** None of these. */
  UNKNOWN;

  private static final int EVALUATION_SECONDS = 60;

  /**
   * Why there is a difference, if there is one.
   *
   * @param place of the rule in its policy
   * @param found the minutes at which Prometheus fires
   * @param lag seconds that samples may be old, and that windows may be off at each edge
   */
  static Difference of(Replay replay, int place, int minute, BitSet found, int lag) {
    int second = minute * 60;
    boolean fires = found.get(minute);
    if (fires == replay.fires(place, second)) {
      return NONE;
    }
    if (replay.saidWithin(place, second, EVALUATION_SECONDS + lag, fires)) {
      return CROSSING;
    }
    boolean holds = !replay.rules().get(place).holdFor().isZero();
    if (fires && replay.waits(place, minute) && (holds || replay.dispersion(minute) > 1)) {
      return replay.dispersion(minute) > 1 ? DISPERSION : HOLD;
    }
    if (isUnseenCure(replay, place, second, lag)
        || isUnseenCure(replay, place, second - EVALUATION_SECONDS, lag)) {
      return SILENCE;
    }
    if (fires) {
      return edge(replay, place, second, lag);
    }
    if (found.get(minute - 1)) {
      // What fired needs neither more evidence nor a hold time.
      return edge(replay, place, second, lag);
    }
    if (!surelyPasses(replay, place, second, lag)) {
      return GATE;
    }
    long held = replay.rules().get(place).holdFor().toSeconds() + EVALUATION_SECONDS + lag;
    for (int since = second; since >= Math.max(60, second - held); since -= 60) {
      if (!surelyPasses(replay, place, since, lag)) {
        return HOLD;
      }
    }
    return edge(replay, place, second, lag);
  }

  /** Whether the gate of the rules lets the long window pass, however its edges are seen. */
  private static boolean surelyPasses(Replay replay, int place, int second, int lag) {
    int seconds = (int) replay.rules().get(place).longWindow().toSeconds();
    double stretched = 1 + 2.0 * lag / seconds;
    double expected = replay.all(second - seconds - lag, second) * stretched * allowed(replay);
    return replay.bad(second - seconds + lag, second - lag) > new Gate(place, 1).limit(expected);
  }

  /** Whether no events are in the short window, and it may have looked cured as the last left. */
  private static boolean isUnseenCure(Replay replay, int place, int second, int lag) {
    int window = (int) replay.rules().get(place).shortWindow().toSeconds();
    int since = second;
    while (since > 0 && replay.all(since - window, since) == 0) {
      since--;
    }
    int margin = EVALUATION_SECONDS + lag;
    return since < second
        && replay.saidWithin(place, since, margin, true)
        && looksCured(replay, place, since - margin, since);
  }

  /**
   * Whether the engine's short window did not burn at some second: its full slots, the running one,
   * and of the slot before these the part inside, rounded. Without the former it is silent.
   */
  private static boolean looksCured(Replay replay, int place, int from, int to) {
    AlertRule rule = replay.rules().get(place);
    int window = (int) rule.shortWindow().toSeconds();
    int slot = slot(window);
    double limit = rule.factor() * allowed(replay);
    for (int end = from; end <= to; end++) {
      int passed = Math.floorMod(end, slot);
      int full = end - passed - window + slot;
      double inside = 1 - (double) passed / slot;
      long edgeBad = replay.bad(full - slot, full);
      long edgeGood = replay.all(full - slot, full) - edgeBad;
      long bad = replay.bad(full, end) + Math.round(edgeBad * inside);
      long good = replay.all(full, end) - replay.bad(full, end) + Math.round(edgeGood * inside);
      if (replay.all(full, end) > 0 && bad <= limit * (good + bad)) {
        return true;
      }
    }
    return false;
  }

  /** The coarsest slot that is at most 1/60 of a window and divides it. */
  private static int slot(int window) {
    return IntStream.of(900, 300, 60, 30, 10, 5)
        .filter(slot -> slot * 60 <= window && window % slot == 0)
        .findFirst()
        .orElse(1);
  }

  private static Difference edge(Replay replay, int place, int second, int lag) {
    AlertRule rule = replay.rules().get(place);
    double limit = rule.factor() * allowed(replay);
    for (Duration window : List.of(rule.longWindow(), rule.shortWindow())) {
      int seconds = (int) window.toSeconds();
      int slot = Math.max(seconds / 60, lag);
      int step = Math.max(1, slot / 12);
      double least = 1;
      double most = 0;
      for (int end = second - EVALUATION_SECONDS - lag; end <= second; end += 10) {
        for (int from = end - seconds - slot; from <= end - seconds + slot; from += step) {
          long all = replay.all(from, end);
          if (all > 0) {
            least = Math.min(least, (double) replay.bad(from, end) / all);
            most = Math.max(most, (double) replay.bad(from, end) / all);
          }
        }
      }
      if (least <= limit && limit <= most) {
        return EDGE;
      }
    }
    return UNKNOWN;
  }

  private static double allowed(Replay replay) {
    return replay.slo.objectives().get(0).target().errorBudget().doubleValue();
  }
}
