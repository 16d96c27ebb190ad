package io.sre4j.sli;

import io.sre4j.time.TimeSource;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Counts the events of one SLI. Thread-safe; keep it in a field.
 *
 * <p>Recording costs one increment, whatever the number of objectives. It takes no lock, allocates
 * nothing, reads no clock and never throws, whatever it is given. Bad events cost a little more:
 * the last 64 are kept, and counted by their attributes.
 */
public final class SliRecorder {
  /*
   * State. Where the cells of the SLI are, and one log for each condition that some SLO has.
   *
   * Progress. Good events: one volatile read finds the cells, the rest is one increment, see
   * Stripes; wait-free. Bad events also add to a log, which is lock-free and asks nobody once it
   * holds 64 events of the running tick.
   *
   * Loss and lag bound. Counts: see Stripes. A thread that read the cells before a new layout took
   * over adds to the old ones, which are drained for ever. Logs: see BadEventRing. fullAt is written
   * and read without order; at worst an event more or less of a tick is kept.
   *
   * Why not simpler. One counter per SLO would make an event cost as many increments as there are
   * objectives, and threshold checks; a histogram beside them another one.
   */
  static final BurnLog[] NO_LOGS = {};

  private volatile Cells cells;
  private volatile @Nullable BurnLog failures;
  private volatile BurnLog[] slow = NO_LOGS;
  // The tick of which the log of failures keeps no more events: asking it costs cache lines.
  private long fullAt = Long.MIN_VALUE;
  private final Stripes stripes;
  private final int firstClass;
  private final LongAdder failedAttributes = new LongAdder();

  SliRecorder(Cells cells, Stripes stripes, int firstClass) {
    this.cells = cells;
    this.stripes = stripes;
    this.firstClass = firstClass;
  }

  /** Counts an event of which no duration is known; latency objectives leave it out if good. */
  public void record(Outcome outcome) {
    if (outcome == Outcome.GOOD) {
      stripes.count(firstClass + Cells.UNTIMED);
    } else {
      recordOther(outcome, -1);
    }
  }

  /**
   * Counts an event.
   *
   * @param outcome what became of it; null is counted as invalid, and nowhere else
   * @param nanos how long it took, in nanoseconds; a negative one means that nobody knows
   */
  public void record(Outcome outcome, long nanos) {
    if (outcome == Outcome.GOOD) {
      stripes.count(cells.of(nanos, firstClass + Cells.UNTIMED));
    } else {
      recordOther(outcome, nanos);
    }
  }

  /**
   * Counts so many like events at once, as jobs and replays have them. Of bad ones one is kept for
   * the evidence.
   *
   * @param outcome what became of them; null is counted as invalid, and nowhere else
   * @param nanos how long each took, in nanoseconds; a negative one means that nobody knows
   * @param events how many; none if not positive. Between two ticks up to 2^31 of one kind
   */
  public void record(Outcome outcome, long nanos, int events) {
    if (events <= 0) {
      return;
    }
    int untimed = firstClass + Cells.UNTIMED;
    boolean isGood = outcome == Outcome.GOOD;
    stripes.count(isGood ? cells.of(nanos, untimed) : firstClass + Cells.classOf(outcome), events);
    if (outcome == Outcome.BAD) {
      logFailure(nanos);
    }
  }

  private void recordOther(Outcome outcome, long nanos) {
    if (outcome == Outcome.BAD && fullAt != stripes.tickMillis()) {
      stripes.count(firstClass + Cells.BAD);
      logFailure(nanos);
    } else { // not one count() before the question: measured, see design-decisions
      stripes.count(firstClass + Cells.classOf(outcome));
    }
  }

  private void logFailure(long nanos) {
    long now = stripes.tickMillis();
    BurnLog log = failures;
    if (log != null && !log.add(now, nanos)) {
      fullAt = now;
    }
  }

  /**
   * Counts an event, and asks for its attributes only if it burns a budget: it is bad, or took
   * longer than some objective allows.
   *
   * @param context passed to {@code attributes}, so that a good event allocates nothing
   * @param attributes tells what is known of the event; if it throws, nothing is
   */
  public <C> void record(
      Outcome outcome,
      long nanos,
      C context,
      Function<? super C, @Nullable EventAttributes> attributes) {
    if (outcome == Outcome.GOOD) {
      Cells current = cells;
      stripes.count(current.of(nanos, firstClass + Cells.UNTIMED));
      if (nanos > current.layout.shortest()) {
        logSlow(nanos, attributesOf(context, attributes));
      }
    } else {
      stripes.count(firstClass + Cells.classOf(outcome));
      if (outcome == Outcome.BAD) {
        logFailure(nanos, attributesOf(context, attributes));
      }
    }
  }

  /**
   * Whether such an event burns the budget of some objective: it is bad, or good but slower than
   * the shortest threshold. Counts nothing.
   *
   * @param nanos how long it took, in nanoseconds; a negative one means that nobody knows
   */
  public boolean burns(Outcome outcome, long nanos) {
    return outcome == Outcome.BAD || (outcome == Outcome.GOOD && nanos > cells.layout.shortest());
  }

  /**
   * Runs the work and counts it: good if it returns, bad if it throws. Reads the clock twice.
   *
   * @return what the work returns
   * @throws Exception what the work throws
   */
  public <T extends @Nullable Object> T call(Callable<T> work) throws Exception {
    return call(work, thrown -> Outcome.BAD);
  }

  /**
   * Runs the work and counts it: good if it returns, else as the classifier says.
   *
   * @param classifier the outcome of an exception; if it throws or has no answer, bad
   * @return what the work returns
   * @throws Exception what the work throws
   */
  public <T extends @Nullable Object> T call(
      Callable<T> work, Function<? super Throwable, @Nullable Outcome> classifier)
      throws Exception {
    long start = TimeSource.nanoTime();
    T result;
    try {
      result = work.call();
    } catch (Throwable thrown) {
      long nanos = TimeSource.nanoTime() - start;
      record(classify(thrown, classifier), nanos, thrown, SliRecorder::attributesOf);
      throw thrown;
    }
    record(Outcome.GOOD, TimeSource.nanoTime() - start);
    return result;
  }

  private void logFailure(long nanos, EventAttributes attributes) {
    BurnLog log = failures;
    if (log != null) {
      log.add(stripes.tickMillis(), nanos, attributes);
    }
  }

  private void logSlow(long nanos, EventAttributes attributes) {
    for (BurnLog log : slow) {
      if (nanos > log.threshold()) {
        log.add(stripes.tickMillis(), nanos, attributes);
      }
    }
  }

  private <C> EventAttributes attributesOf(
      C context, Function<? super C, @Nullable EventAttributes> attributes) {
    try {
      EventAttributes known = attributes.apply(context);
      return known == null ? EventAttributes.NONE : known;
    } catch (Throwable thrown) {
      failedAttributes.increment();
      return EventAttributes.NONE;
    }
  }

  private static EventAttributes attributesOf(Throwable thrown) {
    return new EventAttributes(null, thrown.getClass().getSimpleName(), null, null);
  }

  private Outcome classify(
      Throwable thrown, Function<? super Throwable, @Nullable Outcome> classifier) {
    try {
      Outcome outcome = classifier.apply(thrown);
      return outcome == null ? Outcome.BAD : outcome;
    } catch (Throwable failure) {
      failedAttributes.increment();
      return Outcome.BAD;
    }
  }

  /** Attribute functions and classifiers that threw, since the engine started. */
  long failedAttributes() {
    return failedAttributes.sum();
  }

  void use(Cells layout) {
    cells = layout;
  }

  void logFailures(BurnLog log) {
    failures = log;
  }

  void logSlow(BurnLog[] logs) {
    slow = logs;
  }
}
