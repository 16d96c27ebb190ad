package io.sre4j.dependency;

import org.jspecify.annotations.Nullable;

/**
 * The calls of one request to what it depends on. Thread-safe: calls may run at the same time, and
 * end after the request. Make one at the first call of a request, and give it to {@link
 * RouteCalls#ended} when the request ends.
 */
public final class RequestCalls {
  /*
   * State. A list of what was called, at most 8 dependencies and one for all others; its size does
   * not grow with the number of calls.
   *
   * Progress. Whoever writes takes the lock of this object. Only calls of the same request meet
   * there, and it is held for some additions. Memory is allocated at a request's first call to each
   * dependency.
   *
   * Loss and lag bound. Nothing is lost: what ends after the request is counted at once.
   *
   * Why not simpler. Without a lock each call would have to be kept until the request ends, and some
   * requests make thousands.
   */
  /** More dependencies of a request than these are counted together. */
  public static final int MAX_DEPENDENCIES = 8;

  /** How a call ended. */
  public enum Result {
    /** It was answered; a refusal is an answer. */
    FINE,
    /** It was not answered, or the answer was a failure. */
    FAILED,
    /**
     * The request no longer waited for it, after a time-out of its own or because its client left:
     * a failure, unless the client left.
     */
    ABANDONED
  }

  private @Nullable Calls first;
  private int size;
  private @Nullable Dependency lastFailed;
  private @Nullable Dependency slowest;
  private long slowestNanos;
  private boolean failed;
  private boolean ended;
  private @Nullable RouteCalls lateTo;

  /** The calls to one dependency. */
  static final class Calls {
    final Dependency to;
    final int[] latencies = new int[EdgeCounter.POWERS];
    @Nullable Calls next;
    int count;
    int failed;
    int retries;
    long nanos;
    boolean lastFailed;

    Calls(Dependency to) {
      this.to = to;
    }

    void add(boolean hasFailed, long duration) {
      retries += lastFailed ? 1 : 0;
      count++;
      failed += hasFailed ? 1 : 0;
      lastFailed = hasFailed;
      nanos += duration;
      latencies[EdgeCounter.power(duration)]++;
    }
  }

  /**
   * A call has ended. Never throws.
   *
   * @param to what was called
   * @param result how it ended
   * @param nanos how long it took; negative counts as 0
   */
  public void called(Dependency to, Result result, long nanos) {
    long duration = Math.max(0, nanos);
    boolean hasFailed = result != Result.FINE;
    RouteCalls late = note(to, result, duration);
    if (late != null) {
      late.endedLate(to, hasFailed, duration);
    }
  }

  private synchronized @Nullable RouteCalls note(Dependency to, Result result, long nanos) {
    if (ended) {
      return lateTo;
    }
    if (result != Result.FINE) {
      lastFailed = to;
      failed |= result == Result.FAILED;
    }
    if (nanos > slowestNanos) {
      slowestNanos = nanos;
      slowest = to;
    }
    of(to).add(result != Result.FINE, nanos);
    return null;
  }

  private Calls of(Dependency to) {
    Calls last = null;
    for (Calls calls = first; calls != null; calls = calls.next) {
      if (calls.to == to) {
        return calls;
      }
      last = calls;
    }
    if (size >= MAX_DEPENDENCIES && to != Dependency.OTHER) {
      return of(Dependency.OTHER);
    }
    Calls made = new Calls(to);
    size++;
    if (last == null) {
      first = made;
    } else {
      last.next = made;
    }
    return made;
  }

  /** Whether a call failed; one that was abandoned did not. */
  public synchronized boolean hasFailed() {
    return failed;
  }

  /**
   * What a request that burns a budget was burned by: what failed, or what took half of its time.
   *
   * @param bad whether the request failed; if it was too slow only, time is asked first
   * @param requestNanos how long it took
   * @return null if no dependency is to blame
   */
  public synchronized @Nullable Dependency culprit(boolean bad, long requestNanos) {
    Dependency slow = slow(requestNanos);
    Dependency before = bad ? lastFailed : slow;
    return before != null ? before : bad ? slow : lastFailed;
  }

  /** What one call of took at least half of the time, else what all calls of did. */
  private @Nullable Dependency slow(long requestNanos) {
    if (slowest != null && slowestNanos >= requestNanos - slowestNanos) {
      return slowest;
    }
    Calls longest = null;
    for (Calls calls = first; calls != null; calls = calls.next) {
      longest = longest == null || calls.nanos > longest.nanos ? calls : longest;
    }
    return longest != null && longest.nanos >= requestNanos - longest.nanos ? longest.to : null;
  }

  /**
   * The request ends, once.
   *
   * @param late where calls are counted that end later; null if they are not
   * @return what was called; no longer changed
   */
  synchronized @Nullable Calls end(@Nullable RouteCalls late) {
    if (ended) {
      return null;
    }
    ended = true;
    lateTo = late;
    return first;
  }
}
