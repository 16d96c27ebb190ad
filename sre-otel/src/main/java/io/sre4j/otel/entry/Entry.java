package io.sre4j.otel.entry;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Hands over to the classes that do the work, if this virtual machine can run them. Throws nothing:
 * what comes out of an entry point ends the host's tracing, or its agent. Thread-safe.
 */
final class Entry {
  private static final int OLDEST = 17;

  /* Not System.Logger, which Java 8 does not have; the agent puts its own log in this one's place. */
  private static final Logger LOG = Logger.getLogger("io.sre4j.otel");
  private static final AtomicBoolean TOO_OLD = new AtomicBoolean();

  private Entry() {}

  /** Makes one of our classes, by its name; null, with a line in the log, if it cannot be. */
  static <T> @Nullable T make(Class<T> type, String name) {
    if (isTooOld(System.getProperty("java.specification.version", ""))) {
      return null;
    }
    try {
      return type.cast(Class.forName(name).getConstructor().newInstance());
    } catch (Throwable thrown) {
      failed(name, thrown);
      return null;
    }
  }

  /** Makes one of our classes and gives it what the host gave. */
  @SuppressWarnings("unchecked")
  static <T> void accept(String name, T given) {
    try {
      Consumer<T> consumer = (Consumer<T>) make(Consumer.class, name);
      if (consumer != null) {
        consumer.accept(given);
      }
    } catch (Throwable thrown) {
      failed(name, thrown);
    }
  }

  /** Says that the host goes on without this part. */
  static void failed(String what, Throwable thrown) {
    try {
      LOG.log(Level.WARNING, "sre4j goes on without " + what, thrown);
    } catch (Throwable unsaid) {
      // There is nobody left to tell.
    }
  }

  /** Whether it is below Java 17; says so once. */
  static boolean isTooOld(String version) {
    if (feature(version) >= OLDEST) {
      return false;
    }
    if (TOO_OLD.compareAndSet(false, true)) {
      LOG.log(
          Level.WARNING,
          "sre4j needs Java {0} or newer and stays off: this is {1}",
          new Object[] {OLDEST, version});
    }
    return true;
  }

  /** 17 for 17, 8 for 1.8, and 0 for what is no version. */
  private static int feature(String version) {
    String first = version.startsWith("1.") ? version.substring(2) : version;
    return first.matches("\\d{1,4}") ? Integer.parseInt(first) : 0;
  }
}
