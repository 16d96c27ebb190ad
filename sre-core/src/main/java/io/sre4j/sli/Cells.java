package io.sre4j.sli;

/**
 * The cells of one SLI: one for each outcome class, the same for ever, and the bands of one layout.
 *
 * <p>{@link #usual} is a short cut to what {@link #band} says.
 */
final class Cells {
  static final int BAD = 0;
  static final int EXCLUDED = 1;
  static final int UNTIMED = 2;
  static final int INVALID = 3;
  static final int CLASSES = 4;

  final Layout layout;
  final int first;
  final int bands;
  final int cuts;

  // Durations within the octaves of the scale take the short cut if two compares tell all
  // thresholds apart; else longest is -1. Copied here, side by side, for speed.
  private final int offset;
  private final int shift;
  private final long longest;
  private final long threshold0;
  private final long threshold1;

  Cells(Layout layout, Stripes stripes) {
    LatencyScale scale = layout.scale();
    int thresholds = layout.thresholdCount();
    this.layout = layout;
    this.bands = layout.bands();
    this.cuts = thresholds;
    this.first = stripes.allocate(bands);
    this.offset = first + scale.offset();
    this.shift = scale.shift();
    this.longest = thresholds <= 2 ? LatencyScale.LONGEST : -1;
    this.threshold0 = thresholds > 0 ? layout.threshold(0) : Long.MAX_VALUE;
    this.threshold1 = thresholds > 1 ? layout.threshold(1) : Long.MAX_VALUE;
  }

  /** The class of an event that is not good; null is invalid. */
  static int classOf(Outcome outcome) {
    if (outcome == Outcome.BAD) {
      return BAD;
    }
    return outcome == Outcome.EXCLUDED ? EXCLUDED : INVALID;
  }

  /** The cell of a good event; {@code untimed} if nobody knows how long it took. */
  int of(long nanos, int untimed) {
    if (nanos >= LatencyScale.SHORTEST && nanos <= longest) {
      return usual(nanos);
    }
    return nanos < 0 ? untimed : first + layout.band(nanos);
  }

  /** The bucket, and the thresholds below: the sign of a difference is one. In longs, for speed. */
  private int usual(long nanos) {
    long below = ((threshold0 - nanos) >>> 63) + ((threshold1 - nanos) >>> 63);
    long bits = Double.doubleToRawLongBits((double) nanos);
    return (int) ((bits >>> shift) + below) + offset;
  }
}
