package io.sre4j.sli;

/**
 * The buckets of a latency distribution: each octave from 1.024 microseconds to 137 seconds is
 * divided into equal parts, so that the middle of a bucket is within a fixed ratio of all its
 * values (8 parts: 6.25 %; 32 parts: 1.57 %). Immutable.
 *
 * <p>Shorter durations fall into bucket 0, longer ones into the last.
 */
public final class LatencyScale {
  /** The shortest duration, in nanoseconds, that is told from shorter ones. */
  static final long SHORTEST = 1L << 10;

  /** The longest duration, in nanoseconds, that is told from longer ones. */
  static final long LONGEST = (1L << 37) - 1;

  private static final int FIRST_OCTAVE = 63 - Long.numberOfLeadingZeros(SHORTEST);
  private static final int OCTAVES = 64 - Long.numberOfLeadingZeros(LONGEST) - FIRST_OCTAVE;

  // Of a double, behind the bits of its exponent.
  private static final int FRACTION_BITS = 52;

  private final int bits;

  /**
   * A scale with {@code 2^bits} buckets to the octave.
   *
   * @param bits from 1 to 7, or 0 for a single bucket that holds every duration
   */
  public LatencyScale(int bits) {
    this.bits = bits;
  }

  /** How many buckets there are. */
  public int buckets() {
    return bits == 0 ? 1 : (OCTAVES << bits) + 1;
  }

  /** The bucket of a duration in nanoseconds; grows with it. */
  public int bucket(long nanos) {
    long value = Math.min(Math.max(nanos, SHORTEST - 1), LONGEST);
    return (int) (Double.doubleToRawLongBits((double) value) >>> shift()) + offset();
  }

  /*
   * A positive double is its octave, plus 1023, followed by 52 bits that divide the octave evenly;
   * all our durations are exact as one. Shifted right until only the first bits of the division
   * are left, it grows by one from part to part, also into the next octave. So bucket = (double
   * >>> shift) + offset, with an offset that makes it 1 for SHORTEST. Without a distribution
   * nothing of the double is left, and the bucket is always 0. Example, 8 parts: 1,024 gives
   * (1023 + 10) x 8, and 1,152 one more.
   */

  /** How far the bits of a duration, as a double, are shifted. */
  int shift() {
    return bits == 0 ? Double.SIZE - 1 : FRACTION_BITS - bits;
  }

  /** What is added then. */
  int offset() {
    return bits == 0 ? 0 : 1 - ((Double.MAX_EXPONENT + FIRST_OCTAVE) << bits);
  }

  /** The first duration above a bucket, in nanoseconds. */
  public long upper(int bucket) {
    int parts = 1 << bits;
    int octave = (bucket >> bits) + FIRST_OCTAVE;
    long part = bucket & (parts - 1);
    return (1L << octave) + (part << (octave - bits));
  }

  /** The middle of a bucket, in nanoseconds: what its events are read as. */
  public long middle(int bucket) {
    return bucket == 0 ? upper(0) : (upper(bucket - 1) + upper(bucket)) / 2;
  }
}
