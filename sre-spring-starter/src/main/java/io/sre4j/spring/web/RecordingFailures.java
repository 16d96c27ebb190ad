package io.sre4j.spring.web;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * What went wrong while requests were recorded. Logs the first failure, counts all. Thread-safe.
 */
public final class RecordingFailures {
  private static final Log LOG = LogFactory.getLog(RecordingFailures.class);

  private final AtomicLong count = new AtomicLong();

  /** Takes note of a failure. Throws nothing. */
  public void add(Throwable failure) {
    if (count.getAndIncrement() == 0) {
      LOG.warn("A request could not be recorded; further failures are only counted", failure);
    }
  }

  /** Failures since the start. */
  public long count() {
    return count.get();
  }
}
