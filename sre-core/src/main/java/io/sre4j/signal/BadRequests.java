package io.sre4j.signal;

import io.sre4j.slo.InvalidDefinitionException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where the verdict on a request crosses to whatever keeps traces: ids only, bad ones only.
 * Thread-safe.
 */
public final class BadRequests {
  /** Keeps the traces of bad requests, perhaps. */
  @FunctionalInterface
  public interface Listener {
    /**
     * Is told of a request that an SLI counts as bad, on the request's thread and before its span
     * ends; should take no lock.
     *
     * @param traceId the id of its trace, 32 hexadecimal digits
     * @param spanId the id of its span, 16 hexadecimal digits
     * @return whether the trace will be kept, so that somebody will find it
     */
    boolean bad(String traceId, String spanId);
  }

  private static final Logger LOG = System.getLogger(BadRequests.class.getName());
  private static final int MAX_LISTENERS = 4;

  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final AtomicLong failures = new AtomicLong();

  BadRequests() {}

  /**
   * Adds a listener.
   *
   * @return what removes it
   * @throws InvalidDefinitionException if 4 listen already
   */
  public synchronized Runnable add(Listener listener) {
    if (listeners.size() == MAX_LISTENERS) {
      throw new InvalidDefinitionException(
          "coverage.bad-requests", listener, "at most " + MAX_LISTENERS + " may listen");
    }
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /**
   * Tells of a request that an SLI counts as bad. Never throws; what a listener throws is counted
   * and logged once.
   *
   * @return whether a listener will keep the trace, so that an exemplar may carry its id
   */
  public boolean bad(String traceId, String spanId) {
    boolean isKept = false;
    for (Listener listener : listeners) {
      isKept |= tell(listener, traceId, spanId);
    }
    return isKept;
  }

  /** How often listeners threw. */
  public long failures() {
    return failures.get();
  }

  private boolean tell(Listener listener, String traceId, String spanId) {
    try {
      return listener.bad(traceId, spanId);
    } catch (VirtualMachineError fatal) {
      throw fatal;
    } catch (Throwable thrown) {
      if (failures.getAndIncrement() == 0) {
        LOG.log(Level.WARNING, "listener " + listener + " failed; logged once", thrown);
      }
      return false;
    }
  }
}
