package io.sre4j.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongPredicate;

/** Daemon threads that did something once and stay alive, so that what they own stays theirs. */
public final class ParkedThreads {
  private final CountDownLatch over = new CountDownLatch(1);

  private ParkedThreads() {}

  /**
   * Starts threads and returns when all are parked.
   *
   * @param count how many
   * @param wanted by their ids; the others are never started
   * @param first what each does once
   */
  public static ParkedThreads start(int count, LongPredicate wanted, Runnable first)
      throws InterruptedException {
    ParkedThreads parked = new ParkedThreads();
    CountDownLatch done = new CountDownLatch(count);
    List<Thread> started = new ArrayList<>();
    while (started.size() < count) {
      Thread thread = new Thread(() -> parked.doOnce(first, done), "parked");
      if (wanted.test(thread.getId())) {
        thread.setDaemon(true);
        thread.start();
        started.add(thread);
      }
    }
    done.await();
    return parked;
  }

  private void doOnce(Runnable first, CountDownLatch done) {
    first.run();
    done.countDown();
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets them end. */
  public void release() {
    over.countDown();
  }
}
