package io.sre4j.alert;

import io.sre4j.timeline.SloTimeline;

/**
 * How far the totals of a timeline may rise before any rule that reads it could change its state.
 * Until then, or until a slot ends that a limit depends on, a tick need not look at the rules.
 */
final class Leeway {
  private static final int COARSEST = Integer.MAX_VALUE;

  private final SloTimeline timeline;
  private boolean exists;
  private int grain;
  private long turns;
  private long good;
  private long bad;
  private long all;

  /** None. */
  Leeway(SloTimeline timeline) {
    this.timeline = timeline;
  }

  /** Without limits. */
  void begin() {
    exists = true;
    grain = COARSEST;
    good = Long.MAX_VALUE;
    bad = Long.MAX_VALUE;
    all = Long.MAX_VALUE;
  }

  /** None: the next tick has to look. */
  void none() {
    exists = false;
  }

  /** Limits the total of good units, as long as no slot of the window ends. */
  void limitGood(long most, int window) {
    good = Math.min(good, most);
    dependOn(window);
  }

  /** Limits the total of bad units, as long as no slot of the window ends. */
  void limitBad(long most, int window) {
    bad = Math.min(bad, most);
    dependOn(window);
  }

  /** Limits the total of both, as long as no slot of the window ends. */
  void limitAll(long most, int window) {
    all = Math.min(all, most);
    dependOn(window);
  }

  private void dependOn(int window) {
    grain = Math.min(grain, timeline.grain(window));
    turns = timeline.turns(grain);
  }

  /** Whether the totals are within all limits, and the windows where they were, if any matters. */
  boolean holds() {
    long goods = timeline.goodTotal();
    long bads = timeline.badTotal();
    return exists
        && goods <= good
        && bads <= bad
        && goods + bads <= all
        && (grain == COARSEST || turns == timeline.turns(grain));
  }
}
