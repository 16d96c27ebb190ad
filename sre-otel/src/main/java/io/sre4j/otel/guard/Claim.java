package io.sre4j.otel.guard;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * What may be in a process once only, however often this library is: the Java agent's extension and
 * the application share no class, but the system properties. Thread-safe.
 */
public final class Claim implements AutoCloseable {
  private static final String PREFIX = "sre4j.claim.";

  private final String key;
  private final String who;
  private final boolean isHeld;

  private Claim(String key, String who, boolean isHeld) {
    this.key = key;
    this.who = who;
    this.isHeld = isHeld;
  }

  /**
   * Takes it if nobody has; says in the log who has.
   *
   * @param what there may be one of: {@code telemetry}
   * @param who takes it, as the log names it
   */
  public static Claim take(String what, String who) {
    String key = PREFIX + what;
    Object holder = System.getProperties().putIfAbsent(key, who);
    if (holder != null) {
      log()
          .log(
              Level.INFO,
              "sre4j is in this process twice: its {0} is that of {1}, so {2} leaves it alone",
              what,
              holder,
              who);
    }
    return new Claim(key, who, holder == null);
  }

  /** Whether it was free. */
  public boolean isHeld() {
    return isHeld;
  }

  /** Whether it was free, and nobody has taken it over since; one read of memory. */
  public boolean isStillHeld() {
    return isHeld && who.equals(System.getProperties().get(key));
  }

  /** Gives it back, if it was free. */
  @Override
  public void close() {
    if (isHeld) {
      System.getProperties().remove(key, who);
    }
  }

  /* Asked for when there is something to say: in an agent the first logger of all decides which log
   * manager the application gets. */
  private static Logger log() {
    return System.getLogger(Claim.class.getName());
  }
}
