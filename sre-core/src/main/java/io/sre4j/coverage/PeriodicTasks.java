package io.sre4j.coverage;

import io.sre4j.slo.InvalidDefinitionException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Tasks of adapters that the inspector runs. They may come and go on any thread. */
final class PeriodicTasks {
  private static final Logger LOG = System.getLogger(Coverage.class.getName());
  private static final int MAX_TASKS = 16;

  private final List<Guarded> tasks = new CopyOnWriteArrayList<>();

  synchronized Runnable add(Runnable task) {
    if (tasks.size() == MAX_TASKS) {
      throw new InvalidDefinitionException(
          "coverage.tasks", task, "at most " + MAX_TASKS + " may run each second");
    }
    Guarded guarded = new Guarded(task);
    tasks.add(guarded);
    return () -> tasks.remove(guarded);
  }

  void run() {
    tasks.forEach(Guarded::run);
  }

  private static final class Guarded {
    private final Runnable task;
    private boolean hasFailed;

    Guarded(Runnable task) {
      this.task = task;
    }

    void run() {
      try {
        task.run();
      } catch (Throwable thrown) {
        if (!hasFailed) {
          hasFailed = true;
          LOG.log(Level.WARNING, "task " + task + " failed; logged once", thrown);
        }
      }
    }
  }
}
