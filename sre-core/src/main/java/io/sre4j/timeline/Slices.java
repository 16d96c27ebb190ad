package io.sre4j.timeline;

import io.sre4j.history.TimelineHistory.Slice;
import io.sre4j.slo.Budgeting;
import io.sre4j.slo.Target;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Makes one unit of budget of all events of a slice, once the slice is over. */
final class Slices {
  /** One slice of a RatioTimeslices budget in units: shares are kept to a billionth. */
  static final long RATIO_UNITS = 1_000_000_000L;

  private final long sliceNanos;
  private final @Nullable Target sliceTarget;
  private long running = Long.MIN_VALUE;
  private long good;
  private long bad;

  private Slices(Duration slice, @Nullable Target sliceTarget) {
    this.sliceNanos = slice.toNanos();
    this.sliceTarget = sliceTarget;
  }

  static @Nullable Slices of(Budgeting budgeting) {
    if (budgeting instanceof Budgeting.Timeslices timeslices) {
      return new Slices(timeslices.slice(), timeslices.sliceTarget());
    }
    return budgeting instanceof Budgeting.RatioTimeslices ratio
        ? new Slices(ratio.slice(), null)
        : null;
  }

  /** The running slice. */
  Slice history() {
    return new Slice(running, good, bad);
  }

  /** Goes on with the slice that another run had begun. */
  void resume(Slice slice) {
    running = slice.number();
    good = slice.good();
    bad = slice.bad();
  }

  /** Receives the units of a slice. */
  @FunctionalInterface
  interface Consumer {
    /** A slice that ended at an instant had so many units. */
    void accept(long lastNano, long goodUnits, long badUnits);
  }

  /** Adds events to the running slice. */
  void add(long goods, long bads) {
    good += goods;
    bad += bads;
  }

  /** Passes on the running slice if it is over at an instant, and begins that of the instant. */
  void closeBefore(long nanos, Consumer over) {
    long slice = Math.floorDiv(nanos, sliceNanos);
    if (slice > running) {
      if (good + bad > 0) {
        close((running + 1) * sliceNanos - 1, over);
      }
      running = slice;
    }
  }

  private void close(long lastNano, Consumer over) {
    long total = good + bad;
    if (sliceTarget == null) {
      long units = Math.round((double) good / total * RATIO_UNITS);
      over.accept(lastNano, units, RATIO_UNITS - units);
    } else {
      boolean reached =
          BigDecimal.valueOf(good)
                  .compareTo(sliceTarget.ratio().multiply(BigDecimal.valueOf(total)))
              >= 0;
      over.accept(lastNano, reached ? 1 : 0, reached ? 0 : 1);
    }
    good = 0;
    bad = 0;
  }
}
