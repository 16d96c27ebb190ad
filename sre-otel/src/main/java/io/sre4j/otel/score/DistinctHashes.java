package io.sre4j.otel.score;

/**
 * How many different texts there were, up to a limit, by hashes of 64 bits: of 10,000 texts two
 * share one in a case of 10^11. Open addressing; at most three quarters are taken. Not thread-safe.
 */
final class DistinctHashes {
  private static final int LEAST_PLACES = 16;

  // FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/; the last step spreads it over the places.
  private static final long BASIS = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;
  private static final long SPREAD = 0x9e3779b97f4a7c15L;

  private final int limit;
  private long[] places = new long[LEAST_PLACES];
  private int size;

  DistinctHashes(int limit) {
    this.limit = limit;
  }

  /** Whether the limit is reached: then nothing is taken any more, and nothing held. */
  boolean isFull() {
    return size == limit;
  }

  /** Whether there is one more now. */
  boolean add(String text) {
    if (isFull() || !put(places, hash(text))) {
      return false;
    }
    size++;
    if (isFull()) {
      places = new long[0];
    } else if (size > places.length / 4 * 3) {
      grow();
    }
    return true;
  }

  private void grow() {
    long[] wider = new long[places.length * 2];
    for (long hash : places) {
      if (hash != 0) {
        put(wider, hash);
      }
    }
    places = wider;
  }

  private static boolean put(long[] to, long hash) {
    int at = (int) ((hash * SPREAD) >>> 32) & to.length - 1;
    while (to[at] != 0) {
      if (to[at] == hash) {
        return false;
      }
      at = at + 1 & to.length - 1;
    }
    to[at] = hash;
    return true;
  }

  /** Never 0, which is a free place. */
  private static long hash(String text) {
    long hash = BASIS;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * PRIME;
    }
    return hash == 0 ? 1 : hash;
  }
}
