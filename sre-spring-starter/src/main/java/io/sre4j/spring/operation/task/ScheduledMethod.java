package io.sre4j.spring.operation.task;

import io.sre4j.sli.EventAttributes;
import io.sre4j.sli.Outcome;
import io.sre4j.spring.operation.OperationCounter;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A method that runs by the clock, and what became of its runs. Thread-safe. */
final class ScheduledMethod {
  private static final int MAX_EVIDENCE = 8;
  private static final String MISSED = "MissedRun";

  private final String name;
  private final OperationCounter counter;
  private final Function<ScheduledMethod, @Nullable EventAttributes> attributes =
      method -> new EventAttributes(method.name, MISSED, null, null);
  private volatile @Nullable Instant lastSuccess;
  private volatile boolean seen;
  private final LongAdder missed = new LongAdder();

  /**
   * Nothing has run yet.
   *
   * @param name {@code cleanup.run}
   */
  ScheduledMethod(String name, OperationCounter counter) {
    this.name = name;
    this.counter = counter;
  }

  String name() {
    return name;
  }

  OperationCounter counter() {
    return counter;
  }

  /** A run is observed. */
  void begun() {
    seen = true;
  }

  /** A run was observed to its end. */
  void ended(Outcome outcome, Instant now) {
    if (outcome == Outcome.GOOD) {
      lastSuccess = now;
    }
  }

  /** Runs should have begun and did not. */
  void missed(int runs) {
    missed.add(runs);
    int evidence = Math.min(runs, MAX_EVIDENCE);
    for (int i = 0; i < evidence; i++) {
      counter.recorder().record(Outcome.BAD, -1, this, attributes);
    }
    counter.recorder().record(Outcome.BAD, -1, runs - evidence);
  }

  /** Whether a run of it was ever observed. */
  boolean isSeen() {
    return seen;
  }

  long missed() {
    return missed.sum();
  }

  /** Null if there was none since the application started. */
  @Nullable Instant lastSuccess() {
    return lastSuccess;
  }
}
