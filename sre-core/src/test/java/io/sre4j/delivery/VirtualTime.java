package io.sre4j.delivery;

import io.sre4j.time.FakeTime;
import io.sre4j.time.Tick;
import io.sre4j.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/** Clocks for outboxes that wait: time passes at once when they do, or when the test says so. */
final class VirtualTime implements TimeSource, Outbox.Pause {
  static final long PATIENCE_SECONDS = 30;

  private final FakeTime clock;
  private final boolean automatic;
  private final BlockingQueue<Duration> pauses = new LinkedBlockingQueue<>();
  private final Map<Condition, Lock> waiting = new ConcurrentHashMap<>();

  private VirtualTime(Instant start, boolean automatic) {
    this.clock = new FakeTime(start);
    this.automatic = automatic;
  }

  static VirtualTime passingByItself() {
    return new VirtualTime(Alerts.START, true);
  }

  static VirtualTime moved(Instant start) {
    return new VirtualTime(start, false);
  }

  @Override
  public Tick now() {
    return clock.now();
  }

  /** Lets time pass, and wakes those who wait for it. */
  void advance(Duration duration) {
    clock.advance(duration);
    waiting.forEach((changed, lock) -> {
      lock.lock();
      try {
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    });
  }

  /** The next wait for time that some outbox began. */
  Duration nextPause() throws InterruptedException {
    Duration pause = pauses.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (pause == null) {
      throw new AssertionError("nobody waited");
    }
    return pause;
  }

  @Override
  public void await(Lock lock, Condition changed, long nanos) throws InterruptedException {
    waiting.put(changed, lock);
    if (nanos != Long.MAX_VALUE) {
      pauses.add(Duration.ofNanos(nanos));
      if (automatic) {
        clock.advance(Duration.ofNanos(nanos));
        return;
      }
    }
    changed.await();
  }
}
