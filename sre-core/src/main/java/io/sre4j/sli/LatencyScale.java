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
    int shift = maxShift() - Long.numberOfLeadingZeros(value);
    return shift * parts() + (int) (value >>> shift) + offset();
  }

  /*
   * Shifted right until only its first bit and the bits that say the part are left, a value is
   * parts + part, from one octave to the next the shift grows by one, and the bucket by parts. So
   * bucket = shift x parts + (value >>> shift) + offset, with an offset that makes it 1 for
   * SHORTEST. Without a distribution a value is shifted until only its first bit is left, and
   * the bucket is always 0.
   */

  /** How far a value with its first bit set would be shifted. */
  int maxShift() {
    return 63 - bits;
  }

  /** Buckets to the octave; 0 if there is no distribution. */
  int parts() {
    return bits == 0 ? 0 : 1 << bits;
  }

  /** What makes the first bucket 0. */
  int offset() {
    return bits == 0 ? -1 : 1 - ((FIRST_OCTAVE - bits + 1) << bits);
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
