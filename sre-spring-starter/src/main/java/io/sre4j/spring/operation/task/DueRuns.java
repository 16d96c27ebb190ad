package io.sre4j.spring.operation.task;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.config.ScheduledTask;
import org.springframework.scheduling.config.TaskExecutionOutcome;
import org.springframework.scheduling.config.TaskExecutionOutcome.Status;

/**
 * The runs of one task that are due, and those that were missed: not begun when the next one was
 * due. Not thread-safe.
 */
final class DueRuns {
  private static final int MAX_AT_ONCE = 100_000;

  private final ScheduledTask task;
  private final Schedule schedule;
  private @Nullable Instant begunAt;
  private @Nullable Instant dueAt;

  DueRuns(ScheduledTask task, Schedule schedule) {
    this.task = task;
    this.schedule = schedule;
  }

  String schedule() {
    return schedule.text();
  }

  /** Whether a run has ended that must have been observed, if any is. */
  boolean hasEnded() {
    Status status = task.getTask().getLastExecutionOutcome().status();
    return status == Status.SUCCESS || status == Status.ERROR;
  }

  /** Nobody looked for a while: what was due in between is not known. */
  void forget(Instant now) {
    if (dueAt != null && dueAt.isBefore(now)) {
      dueAt = schedule.due().after(now);
    }
  }

  /** The runs missed since this was asked before. */
  int missed(Instant now) {
    TaskExecutionOutcome last = task.getTask().getLastExecutionOutcome();
    Instant begun = last.executionTime();
    boolean isRunning = last.status() == Status.STARTED;
    if (begun != null && (!begun.equals(begunAt) || (isRunning && schedule.afterEnd()))) {
      begunAt = begun;
      dueAt = schedule.due().after(schedule.afterEnd() ? now : begun);
    } else if (dueAt == null && begunAt == null) {
      dueAt = first(now);
    }
    return missedUntil(now);
  }

  private int missedUntil(Instant now) {
    int missed = 0;
    Instant missedAt = dueAt == null ? null : schedule.missedAt(dueAt);
    while (dueAt != null && missedAt != null && !missedAt.isAfter(now) && missed < MAX_AT_ONCE) {
      missed++;
      dueAt = schedule.due().after(dueAt);
      missedAt = dueAt == null ? null : schedule.missedAt(dueAt);
    }
    return missed;
  }

  /** Spring knows it, unless it is over already. */
  private Instant first(Instant now) {
    Instant next = task.nextExecution();
    return next == null ? now : next;
  }
}
