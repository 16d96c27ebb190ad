package io.sre4j.spring.operation.task;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The time of each task's last success, as a meter: {@code sre.task.last.success}, in seconds since
 * 1970, so that the age grows even while nobody publishes it. A task that never succeeded has none.
 */
final class TaskMeters implements MeterBinder, AutoCloseable {
  private final Tasks tasks;
  private final List<Meter> meters = new ArrayList<>();
  private @Nullable MeterRegistry bound;

  TaskMeters(Tasks tasks) {
    this.tasks = tasks;
  }

  @Override
  public synchronized void bindTo(MeterRegistry registry) {
    bound = registry;
    tasks.onNew(task -> add(registry, task));
  }

  private synchronized void add(MeterRegistry registry, ScheduledMethod task) {
    meters.add(
        Gauge.builder("sre.task.last.success", task, TaskMeters::seconds)
            .description("When a scheduled task last succeeded")
            .baseUnit("seconds")
            .tag("task", task.name())
            .register(registry));
  }

  private static double seconds(ScheduledMethod task) {
    Instant success = task.lastSuccess();
    return success == null ? Double.NaN : success.toEpochMilli() / 1_000.0;
  }

  @Override
  public synchronized void close() {
    if (bound != null) {
      meters.forEach(bound::remove);
    }
  }
}
