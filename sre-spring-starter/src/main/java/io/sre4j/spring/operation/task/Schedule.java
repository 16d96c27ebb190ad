package io.sre4j.spring.operation.task;

import io.sre4j.slo.DurationText;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.Trigger;
import org.springframework.scheduling.config.FixedDelayTask;
import org.springframework.scheduling.config.FixedRateTask;
import org.springframework.scheduling.config.Task;
import org.springframework.scheduling.config.TriggerTask;
import org.springframework.scheduling.support.CronTrigger;
import org.springframework.scheduling.support.PeriodicTrigger;
import org.springframework.scheduling.support.SimpleTriggerContext;

/**
 * When the runs of a task are due, by its own trigger. Immutable.
 *
 * @param text as people say it
 * @param afterEnd whether a run is due only after the one before has ended
 */
record Schedule(String text, boolean afterEnd, Due due) {
  /* Wall clocks are set, and timers fire a moment early: such a run is the one that was due. */
  private static final Duration JITTER = Duration.ofMillis(500);

  /** When the next run is due. */
  interface Due {
    /** Null if there is none any more. */
    @Nullable Instant after(Instant time);
  }

  /** Null if its trigger cannot be asked: it may keep a state, or run once. */
  static @Nullable Schedule of(Task task) {
    if (task instanceof FixedRateTask rate) {
      return rate(rate.getIntervalDuration());
    }
    if (task instanceof FixedDelayTask delay) {
      return delay(delay.getIntervalDuration());
    }
    Trigger trigger = task instanceof TriggerTask by ? by.getTrigger() : null;
    if (trigger instanceof CronTrigger cron) {
      return new Schedule("cron " + cron.getExpression(), false, after -> next(cron, after));
    }
    if (trigger instanceof PeriodicTrigger period) {
      Duration length = period.getPeriodDuration();
      return period.isFixedRate() ? rate(length) : delay(length);
    }
    return null;
  }

  private static Schedule rate(Duration period) {
    return new Schedule("every " + DurationText.format(period), false, time -> time.plus(period));
  }

  private static Schedule delay(Duration delay) {
    String text = DurationText.format(delay) + " after the run before";
    return new Schedule(text, true, time -> time.plus(delay));
  }

  private static @Nullable Instant next(CronTrigger cron, Instant time) {
    Instant after = time.plus(JITTER);
    return cron.nextExecution(new SimpleTriggerContext(after, after, after));
  }

  /** How long runs may be late before they are missed: until the next one is due. */
  @Nullable Instant missedAt(Instant dueAt) {
    Instant following = due.after(dueAt);
    return following == null ? null : following.plus(JITTER);
  }
}
