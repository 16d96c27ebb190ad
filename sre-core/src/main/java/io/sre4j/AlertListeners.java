package io.sre4j;

import io.sre4j.alert.AlertListener;
import io.sre4j.alert.AlertTransition;
import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.time.TimeSource;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/** Tells listeners, each on its own thread and from its own bounded queue. Thread-safe. */
final class AlertListeners implements AutoCloseable {
  private static final Logger LOG = System.getLogger(AlertListeners.class.getName());
  private static final int MAX_LISTENERS = 16;
  private static final int MAX_WAITING = 1_024;
  private static final long IDLE_SECONDS = 10;

  private final List<Guarded> listeners = new CopyOnWriteArrayList<>();
  private final LongAdder dropped = new LongAdder();
  private final LongAdder failed = new LongAdder();

  /** Creates a group without listeners. */
  AlertListeners() {}

  /**
   * Adds a listener.
   *
   * @throws InvalidDefinitionException if there are 16 already
   */
  synchronized void add(AlertListener listener) {
    if (listeners.size() == MAX_LISTENERS) {
      throw new InvalidDefinitionException(
          "listeners", listener, "an engine has at most " + MAX_LISTENERS);
    }
    listeners.add(new Guarded(listener));
  }

  /** Removes a listener, also from within its own call; what waits for it is dropped uncounted. */
  synchronized void remove(AlertListener listener) {
    for (Guarded guarded : listeners) {
      if (guarded.listener.equals(listener)) {
        listeners.remove(guarded);
        guarded.stop();
      }
    }
  }

  /** Queues a transition for every listener; never waits. */
  void tell(AlertTransition transition) {
    for (Guarded guarded : listeners) {
      guarded.tell(transition);
    }
  }

  /** Transitions that found a listener's queue full. */
  long dropped() {
    return dropped.sum();
  }

  /** Calls in which a listener threw. */
  long failed() {
    return failed.sum();
  }

  /** Waits up to two seconds in all for what is queued, then stops. */
  @Override
  public void close() {
    listeners.forEach(guarded -> guarded.executor.shutdown());
    long patience = Duration.ofSeconds(2).toNanos();
    for (Guarded guarded : listeners) {
      patience = guarded.await(patience);
    }
  }

  private final class Guarded {
    private final AlertListener listener;
    private final ThreadPoolExecutor executor;
    private final AtomicBoolean logged = new AtomicBoolean();

    Guarded(AlertListener listener) {
      this.listener = listener;
      this.executor =
          new ThreadPoolExecutor(
              1,
              1,
              IDLE_SECONDS,
              TimeUnit.SECONDS,
              new LinkedBlockingQueue<>(MAX_WAITING),
              work -> {
                Thread thread = new Thread(work, "sre4j-listener");
                thread.setDaemon(true);
                return thread;
              });
      executor.allowCoreThreadTimeOut(true);
    }

    void tell(AlertTransition transition) {
      try {
        executor.execute(() -> call(transition));
      } catch (RejectedExecutionException e) {
        dropped.increment();
      }
    }

    private void call(AlertTransition transition) {
      try {
        listener.onTransition(transition);
      } catch (Throwable thrown) {
        failed.increment();
        if (logged.compareAndSet(false, true)) {
          LOG.log(Level.WARNING, "alert listener " + listener + " failed; logged once", thrown);
        }
      }
    }

    void stop() {
      executor.getQueue().clear();
      executor.shutdown();
    }

    long await(long patienceNanos) {
      long start = TimeSource.nanoTime();
      try {
        if (!executor.awaitTermination(patienceNanos, TimeUnit.NANOSECONDS)) {
          dropped.add(executor.getQueue().size());
          executor.shutdownNow();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        executor.shutdownNow();
        return 0;
      }
      return Math.max(0, patienceNanos - (TimeSource.nanoTime() - start));
    }
  }
}
