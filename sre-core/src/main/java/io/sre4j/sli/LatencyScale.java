package io.sre4j.sli;

/**
 * The buckets of a latency distribution: each octave from 1.024 microseconds to 137 seconds is
 * divided into equal parts, so that the middle of a bucket is within a fixed ratio of all its
 * values (8 parts: 6.25 %; 32 parts: 1.57 %). Immutable.
 *
 * <p>Shorter durations fall into bucket 0, longer ones into the last.
 */
public final class LatencyScale {
  private static final int FIRST_OCTAVE = 10;
  private static final int LAST_OCTAVE = 37;
  private static final long BELOW_FIRST = (1L << FIRST_OCTAVE) - 1;
  private static final long LAST_VALUE = (1L << LAST_OCTAVE) - 1;

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
    return bits == 0 ? 1 : ((LAST_OCTAVE - FIRST_OCTAVE) << bits) + 1;
  }

  /** The bucket of a duration in nanoseconds; grows with it. */
  public int bucket(long nanos) {
    if (bits == 0) {
      return 0;
    }
    long value = Math.min(Math.max(nanos, BELOW_FIRST), LAST_VALUE);
    int octave = 63 - Long.numberOfLeadingZeros(value);
    int part = (int) (value >>> (octave - bits)) & ((1 << bits) - 1);
    return ((octave - FIRST_OCTAVE) << bits) + part + 1;
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
