package io.sre4j.spring.operation.task;

import io.sre4j.spring.web.RecordingFailures;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.scheduling.config.ScheduledTask;
import org.springframework.scheduling.config.ScheduledTaskHolder;

/**
 * Lets the watch look once per second, on a thread of its own, while the application runs: a task
 * that blocks all others must not block this one. Without tasks there is no thread.
 */
final class TaskClock implements SmartLifecycle, ApplicationListener<ApplicationEvent> {
  private final ObjectProvider<ScheduledTaskHolder> holders;
  private final Supplier<TaskWatch> connect;
  private final Tasks tasks;
  private final RecordingFailures failures;
  private volatile @Nullable ScheduledThreadPoolExecutor executor;

  TaskClock(
      ObjectProvider<ScheduledTaskHolder> holders,
      Supplier<TaskWatch> connect,
      Tasks tasks,
      RecordingFailures failures) {
    this.holders = holders;
    this.connect = connect;
    this.tasks = tasks;
    this.failures = failures;
  }

  /** Looks at once; never throws. */
  void look() {
    try {
      Set<ScheduledTask> scheduled = new LinkedHashSet<>();
      holders.stream().forEach(holder -> scheduled.addAll(holder.getScheduledTasks()));
      connect.get().look(scheduled, tasks.now());
    } catch (Throwable failure) {
      failures.add(failure);
    }
  }

  @Override
  public synchronized void start() {
    if (executor == null && holders.stream().findAny().isPresent()) {
      ScheduledThreadPoolExecutor started =
          new ScheduledThreadPoolExecutor(
              1,
              task -> {
                Thread thread = new Thread(task, "sre4j-tasks");
                thread.setDaemon(true);
                return thread;
              });
      Future<?> unused = started.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
      executor = started;
    }
  }

  /** First of all: from now on nothing is due any more. */
  @Override
  public synchronized void stop() {
    ScheduledThreadPoolExecutor running = executor;
    if (running != null) {
      executor = null;
      running.shutdownNow();
    }
  }

  @Override
  public boolean isRunning() {
    return executor != null;
  }

  /** Tasks are scheduled when the context is complete: an application that starts has its SLOs. */
  @Override
  public void onApplicationEvent(ApplicationEvent event) {
    boolean isStart =
        event instanceof ContextRefreshedEvent || event instanceof ApplicationStartedEvent;
    if (isStart && executor != null) {
      look();
    }
  }
}
