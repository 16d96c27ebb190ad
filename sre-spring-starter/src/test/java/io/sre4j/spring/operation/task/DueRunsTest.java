package io.sre4j.spring.operation.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import org.springframework.scheduling.config.CronTask;
import org.springframework.scheduling.config.FixedDelayTask;
import org.springframework.scheduling.config.FixedRateTask;
import org.springframework.scheduling.config.ScheduledTask;
import org.springframework.scheduling.config.Task;
import org.springframework.scheduling.config.TaskExecutionOutcome;
import org.springframework.scheduling.config.TaskExecutionOutcome.Status;
import org.springframework.scheduling.config.TriggerTask;

/** Runs that are due, by each kind of trigger, against a clock that the test sets. */
class DueRunsTest {
  private static final Instant START = Instant.parse("2026-01-01T10:00:00Z");
  private static final Runnable NOTHING = () -> {};

  private TaskExecutionOutcome outcome = new TaskExecutionOutcome(null, Status.NONE, null);

  @Test
  void fixedRate_thatRuns_missesNothing() {
    DueRuns due = due(new FixedRateTask(NOTHING, Duration.ofSeconds(10), Duration.ofSeconds(10)));
    long missed = due.missed(START);
    for (int second = 1; second <= 600; second++) {
      if (second % 10 == 0) {
        ran(second, Status.SUCCESS);
      }
      missed += due.missed(at(second));
    }
    assertThat(missed).isZero();
  }

  @Test
  void fixedRate_thatStops_missesEachRunWhenTheNextIsDue() {
    DueRuns due = due(new FixedRateTask(NOTHING, Duration.ofSeconds(10), Duration.ofSeconds(10)));
    due.missed(START);
    ran(10, Status.STARTED);
    assertThat(due.missed(at(11))).isZero();
    assertThat(due.missed(at(30))).isZero();
    assertThat(due.missed(at(31))).isEqualTo(1); // due at 20, and the next one at 30
    assertThat(due.missed(at(61))).isEqualTo(3);
    ran(65, Status.SUCCESS);
    assertThat(due.missed(at(66))).isZero();
    assertThat(due.missed(at(86))).isEqualTo(1);
  }

  @Test
  void fixedRate_thatNeverBegins_isMissed() {
    DueRuns due = due(new FixedRateTask(NOTHING, Duration.ofSeconds(10), Duration.ZERO));
    assertThat(due.missed(START)).isZero();
    assertThat(due.missed(at(25))).isEqualTo(2);
  }

  @Test
  void fixedDelay_thatRunsLong_missesNothing() {
    DueRuns due = due(new FixedDelayTask(NOTHING, Duration.ofSeconds(10), Duration.ZERO));
    due.missed(START);
    ran(0, Status.STARTED);
    assertThat(due.missed(at(500))).isZero();
    ran(0, Status.SUCCESS);
    assertThat(due.missed(at(501))).isZero();
    assertThat(due.missed(at(521))).isEqualTo(1);
  }

  @Test
  void cron_thatRuns_missesNothing() {
    DueRuns due = due(new CronTask(NOTHING, "0 * * * * *"));
    long missed = due.missed(START);
    for (int second = 1; second <= 3_600; second++) {
      if (second % 60 == 0) {
        ran(second, Status.SUCCESS);
      }
      missed += due.missed(at(second));
    }
    assertThat(missed).isZero();
  }

  @Test
  void cron_thatHangs_missesWhatIsDueMeanwhile() {
    DueRuns due = due(new CronTask(NOTHING, "0 * * * * *"));
    due.missed(START);
    ran(60, Status.STARTED);
    assertThat(due.missed(at(61))).isZero();
    assertThat(due.missed(at(181))).isEqualTo(1);
    assertThat(due.missed(at(361))).isEqualTo(3);
  }

  @Test
  void gap_inWhichNobodyLooked_isForgotten() {
    DueRuns due = due(new FixedRateTask(NOTHING, Duration.ofSeconds(10), Duration.ZERO));
    due.missed(START);
    due.forget(at(1_000));
    assertThat(due.missed(at(1_000))).isZero();
    assertThat(due.missed(at(1_021))).isEqualTo(1);
  }

  @Test
  void trigger_ofOnesOwn_isNotAsked() {
    assertThat(Schedule.of(new TriggerTask(NOTHING, context -> START))).isNull();
  }

  private DueRuns due(Task task) {
    Task told = Mockito.spy(task);
    Mockito.when(told.getLastExecutionOutcome()).thenAnswer(asked -> outcome);
    ScheduledTask scheduled = Mockito.mock(ScheduledTask.class);
    Mockito.when(scheduled.getTask()).thenReturn(told);
    Schedule schedule = Schedule.of(task);
    assertThat(schedule).isNotNull();
    return new DueRuns(scheduled, schedule);
  }

  private void ran(int second, Status status) {
    outcome = new TaskExecutionOutcome(at(second), status, null);
  }

  private static Instant at(int second) {
    return START.plusSeconds(second);
  }
}
