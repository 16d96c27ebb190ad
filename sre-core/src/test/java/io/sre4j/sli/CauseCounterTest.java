package io.sre4j.sli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CauseCounterTest {
  private static final int WRITERS = 4;
  private static final int EVENTS = 200_000;

  private final CauseCounter counter = new CauseCounter();

  private Map<String, Long> drain() {
    Map<String, Long> drained = new HashMap<>();
    counter.drain((key, count) -> assertThat(drained.put(key, count)).as(key).isNull());
    return drained;
  }

  private void add(int from, int to) {
    for (int i = from; i < to; i++) {
      counter.add("key" + i);
    }
  }

  @Test
  void drain_counts_arePassedOnOnce() {
    counter.add("a");
    counter.add("b");
    counter.add("a");

    assertThat(drain()).containsOnly(entry("a", 2L), entry("b", 1L));
    assertThat(drain()).isEmpty();
  }

  @Test
  void add_noKey_countsNothing() {
    counter.add(null);

    assertThat(drain()).isEmpty();
  }

  @Test
  void add_moreKeysThanTheCap_countsTheRestAsOther() {
    add(0, 64);
    add(64, 100);
    add(0, 64);

    Map<String, Long> drained = drain();
    assertThat(drained).hasSize(65).containsEntry("other", 36L);
    for (int i = 0; i < 64; i++) {
      assertThat(drained).containsEntry("key" + i, 2L);
    }
  }

  @Test
  void forget_idleKey_makesRoomForAnother() {
    add(0, 64);
    drain();

    counter.forget("key0");
    counter.add("new");

    assertThat(drain()).containsOnly(entry("new", 1L));
  }

  @Test
  void forget_countedSinceTheDrain_losesNothing() {
    counter.add("a");

    counter.forget("a");
    counter.add("a");

    assertThat(drain()).containsOnly(entry("a", 2L));
  }

  @Test
  void forget_thenAddAgain_countsFromOne() {
    counter.add("a");
    drain();

    counter.forget("a");
    counter.forget("a");
    counter.add("a");

    assertThat(drain()).containsOnly(entry("a", 1L));
  }

  @Test
  void forget_unknownKey_isIgnored() {
    counter.forget("a");

    assertThat(drain()).isEmpty();
  }

  /** One thread drains and forgets, as the ticker does, while the others add. */
  @ParameterizedTest
  @ValueSource(ints = {3, 200})
  void drain_whileOthersAddAndKeysAreForgotten_conservesTheSum(int keys) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(WRITERS);
    long drained = 0;
    try {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<?>> writers = new ArrayList<>();
      for (int w = 0; w < WRITERS; w++) {
        long seed = 77L + w;
        writers.add(pool.submit((Callable<?>) () -> write(start, keys, new Random(seed))));
      }
      start.countDown();
      while (!writers.stream().allMatch(Future::isDone)) {
        drained += drainAndForget();
      }
      for (Future<?> writer : writers) {
        writer.get(10, TimeUnit.SECONDS);
      }
    } finally {
      pool.shutdownNow();
    }
    drained += drainAndForget();
    assertThat(drained).as("seeds 77 to 80, %d keys", keys).isEqualTo((long) WRITERS * EVENTS);
  }

  private Void write(CountDownLatch start, int keys, Random random) throws InterruptedException {
    start.await();
    for (int i = 0; i < EVENTS; i++) {
      counter.add("key" + random.nextInt(keys));
    }
    return null;
  }

  private long drainAndForget() {
    Map<String, Long> drained = drain();
    drained.keySet().forEach(counter::forget);
    return drained.values().stream().mapToLong(Long::longValue).sum();
  }

  @Test
  void forget_afterOverflow_makesRoomForAnother() {
    CauseCounter counter = new CauseCounter();
    for (int i = 0; i < CauseCounter.MAX_KEYS; i++) {
      counter.add("k" + i);
    }
    counter.add("over");
    counter.drain((key, count) -> {});
    counter.forget("k0");
    counter.add("new");
    Map<String, Long> drained = new HashMap<>();
    counter.drain(drained::put);
    assertThat(drained).containsOnly(Map.entry("new", 1L));
  }
}
