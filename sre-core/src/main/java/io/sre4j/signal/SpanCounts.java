package io.sre4j.signal;

import io.sre4j.facts.Component;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Counts spans from their start to the exporter, a fixed part of them: those of which {@link
 * #isCounted} is true, the same ones at each stage. Thread-safe; each count is one increment.
 */
public final class SpanCounts {
  /** The spans of one trace of so many are counted. */
  public static final int ONE_IN = 16;

  private static final int STARTED = 0;
  private static final int ENDED = 1;
  private static final int SAMPLED = 2;
  private static final int RECEIVED = 3;
  private static final int CELLS = 4;

  private final CellBoard board;
  private final int first;
  private final Set<Component.Kind> kinds = ConcurrentHashMap.newKeySet();
  private volatile Supplier<Map<String, Long>> open = Map::of;
  private volatile int queueCapacity;

  SpanCounts(CellBoard board) {
    this.board = board;
    this.first = board.allocate(CELLS);
  }

  /**
   * Whether the spans of a trace are counted: its id ends in 0. The last digits are the random ones
   * (W3C Trace Context, level 2).
   */
  public static boolean isCounted(String traceId) {
    return !traceId.isEmpty() && traceId.charAt(traceId.length() - 1) == '0';
  }

  /** Counts a counted span that started to record. */
  public void started() {
    board.count(first + STARTED);
  }

  /**
   * Counts a counted span that ended.
   *
   * @param isSampled whether it now goes to the exporter
   */
  public void ended(boolean isSampled) {
    board.count(first + ENDED);
    if (isSampled) {
      board.count(first + SAMPLED);
    }
  }

  /** Counts a counted span, sampled and not kept otherwise, that an exporter was handed. */
  public void received() {
    board.count(first + RECEIVED);
  }

  /** Says that there are spans of such a component; to be called as often as it is seen. */
  public void saw(Component.Kind kind) {
    if (!kinds.contains(kind)) {
      kinds.add(kind);
    }
  }

  /** How many spans may wait between end and exporter: the queue and a batch; 0 if unknown. */
  public void queueCapacity(int spans) {
    queueCapacity = spans;
  }

  /** What tells which counted spans are open now, by scope; asked each 10 seconds. */
  public void open(Supplier<Map<String, Long>> byScope) {
    open = byScope;
  }

  /** What was counted since the last time, as of the last collection of the board. */
  Growth take() {
    int[] grown = board.take(first, CELLS);
    return new Growth(grown[STARTED], grown[ENDED], grown[SAMPLED], grown[RECEIVED]);
  }

  Set<Component.Kind> kinds() {
    Set<Component.Kind> seen = EnumSet.noneOf(Component.Kind.class);
    seen.addAll(kinds);
    return seen;
  }

  int queueCapacity() {
    return queueCapacity;
  }

  Supplier<Map<String, Long>> open() {
    return open;
  }

  /**
   * Counted spans of some time. Immutable.
   *
   * @param started began to record
   * @param ended ended
   * @param sampled ended and are sampled
   * @param received reached an exporter
   */
  public record Growth(int started, int ended, int sampled, int received) {}
}
