package io.sre4j;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** The lock of an engine's SLIs and SLOs. Never held while listeners or watchers are told. */
final class EngineLock extends ReentrantLock {
  private static final long serialVersionUID = 1L;

  EngineLock() {}

  <T> T get(Supplier<T> action) {
    lock();
    try {
      return action.get();
    } finally {
      unlock();
    }
  }

  void run(Runnable action) {
    lock();
    try {
      action.run();
    } finally {
      unlock();
    }
  }
}
