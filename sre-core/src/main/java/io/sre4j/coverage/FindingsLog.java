package io.sre4j.coverage;

import io.sre4j.finding.Baseline;
import io.sre4j.finding.Finding;
import io.sre4j.finding.Level;
import io.sre4j.slo.InvalidDefinitionException;
import java.lang.System.Logger;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Tells each finding once while the process runs: to the log, at most 20 a minute, and to whoever
 * listens. Listeners may come and go on any thread; the rest is not thread-safe.
 */
final class FindingsLog {
  private static final Logger LOG = System.getLogger(Coverage.class.getName());
  private static final int MAX_LISTENERS = 16;
  private static final int MAX_TOLD = 10_000;
  private static final int PER_MINUTE = 20;
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  private final List<Guarded> listeners = new CopyOnWriteArrayList<>();
  private final Set<String> told = new HashSet<>();
  private final AtomicLong allUnlogged = new AtomicLong();
  private long minute;
  private int logged;
  private long unlogged;

  FindingsLog(long nanos) {
    this.minute = nanos;
  }

  /** Adds a listener; returns what removes it. */
  synchronized Runnable add(Consumer<Finding> listener) {
    if (listeners.size() == MAX_LISTENERS) {
      throw new InvalidDefinitionException(
          "coverage.listeners", listener, "at most " + MAX_LISTENERS + " may listen");
    }
    Guarded guarded = new Guarded(listener);
    listeners.add(guarded);
    return () -> listeners.remove(guarded);
  }

  /** Tells those that were never told before. */
  void tell(List<Finding> findings, long nanos) {
    if (nanos - minute >= MINUTE) {
      summarize();
      minute = nanos;
      logged = 0;
    }
    for (Finding finding : findings) {
      if (told.size() < MAX_TOLD && told.add(Baseline.line(finding))) {
        log(finding);
        listeners.forEach(listener -> listener.tell(finding));
      }
    }
  }

  /** How many were not logged so far; any thread. */
  long unlogged() {
    return allUnlogged.get();
  }

  private void log(Finding finding) {
    if (logged == PER_MINUTE) {
      unlogged++;
      allUnlogged.incrementAndGet();
      return;
    }
    logged++;
    LOG.log(
        finding.level() == Level.HIGH ? Logger.Level.WARNING : Logger.Level.INFO,
        finding::describe);
  }

  private void summarize() {
    if (unlogged > 0) {
      LOG.log(
          Logger.Level.WARNING,
          "{0} more findings were not logged; the report has them all",
          unlogged);
      unlogged = 0;
    }
  }

  private static final class Guarded {
    private final Consumer<Finding> listener;
    private boolean hasFailed;

    Guarded(Consumer<Finding> listener) {
      this.listener = listener;
    }

    void tell(Finding finding) {
      try {
        listener.accept(finding);
      } catch (Throwable thrown) {
        if (!hasFailed) {
          hasFailed = true;
          LOG.log(Logger.Level.WARNING, "listener " + listener + " failed; logged once", thrown);
        }
      }
    }
  }
}
