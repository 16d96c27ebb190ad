package io.sre4j.spring.operation.task;

import io.sre4j.SreEngine;
import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import io.sre4j.spring.operation.Operations;
import io.sre4j.spring.operation.Unobserved;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.config.ScheduledTask;

/**
 * Looks at the tasks that are scheduled: promises their runs, unless the application has promises
 * of its own, counts those that were missed, and says which cannot be seen. Thread-safe.
 */
final class TaskWatch {
  private static final Log LOG = LogFactory.getLog(TaskWatch.class);
  private static final Duration LONGEST_GAP = Duration.ofSeconds(15);
  private static final int MAX_SLOS = 50;
  private static final Target TARGET = Target.of("99%");

  private final SreEngine engine;
  private final Operations operations;
  private final Tasks tasks;
  private final Unobserved unobserved;
  private final boolean promises;
  private final Map<ScheduledTask, Watched> watched = new LinkedHashMap<>();
  private final Set<String> promised = new HashSet<>();
  private @Nullable Instant lookedAt;

  /** A task of which something can be known. */
  private record Watched(@Nullable ScheduledMethod method, @Nullable DueRuns due) {}

  /**
   * Nothing is scheduled yet.
   *
   * @param promises whether each task gets an SLO
   */
  TaskWatch(
      SreEngine engine,
      Operations operations,
      Tasks tasks,
      Unobserved unobserved,
      boolean promises) {
    this.engine = engine;
    this.operations = operations;
    this.tasks = tasks;
    this.unobserved = unobserved;
    this.promises = promises;
  }

  /** Looks at what is scheduled now. */
  synchronized void look(Set<ScheduledTask> scheduled, Instant now) {
    watched.keySet().retainAll(scheduled);
    scheduled.forEach(task -> watched.computeIfAbsent(task, this::watch));
    boolean isGap = lookedAt != null && now.isAfter(lookedAt.plus(LONGEST_GAP));
    lookedAt = now;
    for (Watched task : watched.values()) {
      if (task.due() != null && task.method() != null) {
        look(task.method(), task.due(), isGap, now);
      }
    }
  }

  /** What is known of each task, by the name of its SLI. */
  synchronized Map<ScheduledMethod, List<String>> schedules() {
    Map<ScheduledMethod, List<String>> schedules = new LinkedHashMap<>();
    watched
        .values()
        .forEach(task -> {
          if (task.method() != null) {
            List<String> of = schedules.computeIfAbsent(task.method(), unused -> new ArrayList<>());
            of.add(
                task.due() == null
                    ? "by its own trigger: missed runs are not known"
                    : task.due().schedule());
          }
        });
    return schedules;
  }

  private void look(ScheduledMethod method, DueRuns due, boolean isGap, Instant now) {
    String sli = method.counter().sli();
    boolean isUnseen = due.hasEnded() && !method.isSeen();
    if (isUnseen) {
      unobserved.add(
          sli,
          "its runs are not observed: see management.observations.enable and"
              + " ObservationPredicate beans");
    } else {
      unobserved.remove(sli);
    }
    if (isGap) {
      due.forget(now);
    }
    int missed = due.missed(now);
    if (missed > 0 && !isUnseen) {
      method.missed(missed);
    }
  }

  private Watched watch(ScheduledTask task) {
    String described = task.getTask().toString();
    String qualified = TaskNames.qualified(described);
    if (qualified == null) {
      unobserved.add(
          "a scheduled " + task.getTask().getRunnable().getClass().getSimpleName(),
          "only @Scheduled methods are observed");
      return new Watched(null, null);
    }
    ScheduledMethod method = tasks.of(qualified, operations);
    Schedule schedule = Schedule.of(task.getTask());
    if (promises) {
      promise(method.counter().sli());
    }
    return new Watched(method, schedule == null ? null : new DueRuns(task, schedule));
  }

  private void promise(String sli) {
    if (!promised.add(sli) || promised.size() > MAX_SLOS) {
      if (promised.size() == MAX_SLOS + 1) {
        LOG.warn("More than " + MAX_SLOS + " methods are scheduled; the others have no SLO");
      }
      return;
    }
    try {
      engine.add(
          Slo.builder(sli)
              .objective(Objective.availability(sli, TARGET))
              .description("Default: runs begin when they are due, and succeed")
              .build());
    } catch (InvalidDefinitionException e) {
      LOG.warn("There is no SLO for '" + sli + "': " + e.getMessage());
    }
  }
}
