package io.sre4j.sli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.slo.Sli;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.Test;

/** Every event is counted once, whatever threads, layouts and drains do meanwhile. */
class ConservationTest {
  private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
  private static final long SEED = 20_261_123;
  private static final Duration KNOWN = Duration.ofMillis(30);
  private static final int PLATFORM_THREADS = 64;
  private static final int VIRTUAL_THREADS = 10_000;

  private final Stripes stripes = new Stripes(NOW);
  private final SliDrain drain = new SliDrain(Sli.events("e"), stripes, List.of(KNOWN));

  // What the threads say that they recorded: good, bad, excluded, good within KNOWN.
  private final AtomicLongArray recorded = new AtomicLongArray(4);
  private final long[] drained = new long[4];
  private long negative;

  @Test
  void drain_manyThreadsForTenSecondsWhileLayoutsChange_countsEveryEventOnce()
      throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < PLATFORM_THREADS; i++) {
      long seed = SEED + i;
      threads.add(threadOn(i / 2, () -> recordUntil(deadline, seed)));
    }
    ThreadFactory virtual = virtualThreads();
    for (int i = 0; virtual != null && i < VIRTUAL_THREADS; i++) {
      long seed = SEED + 1_000 + i;
      threads.add(virtual.newThread(() -> recordSome(2_000, new SplittableRandom(seed))));
    }
    threads.forEach(Thread::start);
    int drains = 0;
    while (System.nanoTime() < deadline) {
      stripes.releaseDead();
      drainOnce();
      if (++drains % 500 == 0 && drains <= 15 * 500) {
        drain.cutAt(Duration.ofMillis(drains));
      }
    }
    for (Thread thread : threads) {
      thread.join();
    }
    drainOnce();
    assertThat(drained).as("seed " + SEED).containsExactly(values());
    assertThat(negative).as("negative counts").isZero();
    assertThat(recorded.get(0)).isGreaterThan(PLATFORM_THREADS * 1_000);
    assertThat(drains).isGreaterThan(1_000);
  }

  @Test
  void releaseDead_moreThreadsThanStripes_nothingLostAndNoThreadKept() throws InterruptedException {
    List<WeakReference<Thread>> ended = new ArrayList<>();
    for (int i = 0; i < 3 * Stripes.OWNED; i++) {
      ended.add(recordInNewThread(SEED + i));
      if (i % 50 == 0) {
        stripes.releaseDead();
        drainOnce();
      }
    }
    stripes.releaseDead();
    drainOnce();
    assertThat(drained).containsExactly(values());
    for (int i = 0; i < 100 && ended.stream().anyMatch(r -> r.get() != null); i++) {
      System.gc();
    }
    assertThat(ended).allMatch(reference -> reference.get() == null);
  }

  @Test
  void claim_stripeOfDeadThread_isOwnedAgain() throws InterruptedException {
    AtomicInteger owned = new AtomicInteger();
    for (int i = 0; i < 2 * Stripes.OWNED; i++) {
      Thread thread =
          new Thread(() -> {
            Thread self = Thread.currentThread();
            drain.recorder().record(Outcome.GOOD);
            owned.addAndGet(stripes.owns(self) ? 1 : 0);
          });
      thread.start();
      thread.join();
      stripes.releaseDead();
    }
    assertThat(owned).hasValue(2 * Stripes.OWNED);
  }

  private WeakReference<Thread> recordInNewThread(long seed) throws InterruptedException {
    Thread thread = new Thread(() -> recordSome(100, new SplittableRandom(seed)));
    thread.start();
    thread.join();
    return new WeakReference<>(thread);
  }

  /** Two threads to a stripe: one owns it, the other has to share. */
  private static Thread threadOn(int stripe, Runnable work) {
    Thread thread = new Thread(work);
    while (Stripes.index(thread) != stripe) {
      thread = new Thread(work);
    }
    return thread;
  }

  private void recordUntil(long deadline, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    while (System.nanoTime() < deadline) {
      recordSome(1_000, random);
    }
  }

  private void recordSome(int events, SplittableRandom random) {
    long[] own = new long[4];
    for (int i = 0; i < events; i++) {
      long nanos = random.nextLong(60_000_000);
      int kind = random.nextInt(100);
      Outcome outcome = kind == 0 ? Outcome.EXCLUDED : kind < 5 ? Outcome.BAD : Outcome.GOOD;
      drain.recorder().record(outcome, nanos);
      own[outcome.ordinal()]++;
      own[3] += outcome == Outcome.GOOD && nanos <= KNOWN.toNanos() ? 1 : 0;
    }
    for (int i = 0; i < own.length; i++) {
      recorded.addAndGet(i, own[i]);
    }
  }

  private void drainOnce() {
    stripes.collect(NOW);
    SliDelta delta = drain.drain();
    long[] counts = {delta.good(), delta.bad(), delta.excluded(), delta.within(KNOWN.toNanos())};
    for (int i = 0; i < counts.length; i++) {
      drained[i] += counts[i];
      negative += counts[i] < 0 ? 1 : 0;
    }
    long inBuckets = 0;
    for (long bucket : delta.buckets()) {
      inBuckets += bucket;
    }
    assertThat(inBuckets).isEqualTo(delta.timed());
  }

  private long[] values() {
    return new long[] {recorded.get(0), recorded.get(1), recorded.get(2), recorded.get(3)};
  }

  /** Virtual threads where the JDK has them; this code is compiled for one that has not. */
  private static ThreadFactory virtualThreads() {
    try {
      Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
      Class<?> type = Class.forName("java.lang.Thread$Builder");
      return (ThreadFactory) type.getMethod("factory").invoke(builder);
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }
}
