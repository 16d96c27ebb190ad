package io.sre4j.otel.guard;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What failed in a callback: counted, logged once, kept from the host.
 *
 * <pre>{@code
 * try {
 *   ...
 * } catch (Throwable thrown) {
 *   guard.failed(thrown);
 * }
 * }</pre>
 *
 * <p>A block of the caller's, not a lambda, so that nothing is allocated where nothing fails.
 * Thread-safe.
 */
public final class Guard {

  private final String what;
  private final AtomicLong failures = new AtomicLong();

  /**
   * A guard of one place.
   *
   * @param what it does, as the log names it: "the bad-trace keeper"
   */
  public Guard(String what) {
    this.what = what;
  }

  /** Counts it; logs the first. Errors of the virtual machine itself go on to the host. */
  public void failed(Throwable thrown) {
    if (failures.getAndIncrement() == 0) {
      log().log(Level.WARNING, what + " failed; the host goes on, this is logged once", thrown);
    }
    if (thrown instanceof VirtualMachineError error) {
      throw error;
    }
  }

  /** How often it failed. */
  public long failures() {
    return failures.get();
  }

  /* Asked for when there is something to say: in an agent the first logger of all decides which log
   * manager the application gets. */
  private static Logger log() {
    return System.getLogger(Guard.class.getName());
  }
}
