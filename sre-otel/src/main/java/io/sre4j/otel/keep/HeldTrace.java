package io.sre4j.otel.keep;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.trace.ReadableSpan;
import java.util.Arrays;
import java.util.List;

/**
 * This process's part of one unsampled trace while it is held. Guarded by its own monitor.
 *
 * <p>It is decided once: when its last local root ends, or its time is over. From then on it takes
 * nothing; who comes later is told what was decided.
 */
final class HeldTrace {
  /** More spans than this in one request are a fault of their own; they are not held. */
  static final int MOST_SPANS = 512;

  private static final int FEW = 8;

  /** What is known of it. */
  enum State {
    /** A local root is open. */
    OPEN,
    /** Decided: its spans are exported. */
    KEPT,
    /** Decided: it is forgotten. */
    DROPPED
  }

  private final String traceId;
  private final long since;
  private State state = State.OPEN;
  private int openRoots = 1;
  private boolean failed;
  private boolean bad;
  private boolean cut;
  private boolean refused;
  private ReadableSpan[] spans = new ReadableSpan[FEW];
  private int size;
  private long bytes;

  /**
   * One with one open root.
   *
   * @param since when its first root began, by the monotonic clock
   */
  HeldTrace(String traceId, long since) {
    this.traceId = traceId;
    this.since = since;
  }

  /** Whether a request begins with it, for this process. */
  static boolean isLocalRoot(ReadableSpan span) {
    SpanContext parent = span.getParentSpanContext();
    return !parent.isValid() || parent.isRemote();
  }

  String traceId() {
    return traceId;
  }

  long since() {
    return since;
  }

  /** Adds a local root: a call of the process to itself. False if it is too late. */
  synchronized boolean join() {
    if (state != State.OPEN) {
      return false;
    }
    openRoots++;
    return true;
  }

  /** Holds a span that has ended; false if it cannot, and {@link #state()} may say why. */
  synchronized boolean hold(ReadableSpan span, long bytesOfSpan) {
    if (state != State.OPEN || cut || size == MOST_SPANS) {
      return false;
    }
    if (size == spans.length) {
      spans = Arrays.copyOf(spans, 2 * size);
    }
    spans[size++] = span;
    bytes += bytesOfSpan;
    return true;
  }

  synchronized State state() {
    return state;
  }

  /**
   * Gives up an open trace of which a span could not be held: a part of it would mislead. One that
   * is bad keeps what it has, since that was promised.
   *
   * @return the bytes that are free now; -1 if nothing has changed
   */
  synchronized long cut() {
    if (state != State.OPEN || bad || cut) {
      return -1;
    }
    cut = true;
    long freed = bytes;
    bytes = 0;
    size = 0;
    spans = new ReadableSpan[0];
    return freed;
  }

  /** Marks it as bad if it can be kept whole and there may be another; whether it will be kept. */
  synchronized boolean markBad(KeepRate rate, long now) {
    if (state != State.OPEN) {
      return state == State.KEPT;
    }
    if (!bad) {
      bad = take(rate, now);
    }
    return bad;
  }

  /** Asks the rate once: who was told that it will not be kept must not find it kept. */
  private boolean take(KeepRate rate, long now) {
    if (cut || refused) {
      return false;
    }
    refused = !rate.take(now);
    return !refused;
  }

  /**
   * One of its roots has ended; the last one decides.
   *
   * @param rootFailed whether the root itself says that its request was bad
   * @return whether it was decided by this
   */
  synchronized boolean rootEnded(boolean rootFailed, KeepRate rate, long now) {
    failed |= rootFailed;
    if (state != State.OPEN || --openRoots > 0) {
      return false;
    }
    boolean keep = bad || (failed && take(rate, now));
    state = keep ? State.KEPT : State.DROPPED;
    return true;
  }

  /** Its time is over: it is kept as far as it goes if it is bad, else dropped. */
  synchronized boolean expire() {
    if (state != State.OPEN) {
      return false;
    }
    state = bad ? State.KEPT : State.DROPPED;
    return true;
  }

  /** Drops it to make room, unless it is bad or decided. */
  synchronized boolean evict() {
    if (state != State.OPEN || bad) {
      return false;
    }
    state = State.DROPPED;
    return true;
  }

  synchronized long bytes() {
    return bytes;
  }

  /** What it holds, in the order of their ends; it holds nothing from then on. */
  synchronized List<ReadableSpan> take() {
    List<ReadableSpan> taken = List.of(Arrays.copyOf(spans, size));
    spans = new ReadableSpan[0];
    size = 0;
    bytes = 0;
    return taken;
  }
}
