package io.sre4j.sli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BadEventRingTest {
  private static final int WRITERS = 2;
  private static final int EVENTS = 500_000;

  private final BadEventRing ring = new BadEventRing();

  @Test
  void read_nothingAdded_isEmpty() {
    assertThat(ring.read()).isEmpty();
  }

  @Test
  void read_event_isWhatWasAdded() {
    EventAttributes attributes = new EventAttributes("GET /", "Timeout", "inventory", "4bf92f");
    ring.add(1_700_000_000_123L, 5, attributes);

    assertThat(ring.read())
        .containsExactly(
            new BadEvent(
                Instant.ofEpochMilli(1_700_000_000_123L),
                Optional.of(Duration.ofNanos(5)),
                attributes));
  }

  @Test
  void read_durationUnknown_isEmptyAndZeroIsNot() {
    ring.add(0, -1, EventAttributes.NONE);
    ring.add(0, 0, EventAttributes.NONE);

    assertThat(ring.read())
        .extracting(BadEvent::duration)
        .containsExactly(Optional.of(Duration.ZERO), Optional.empty());
  }

  @Test
  void lap_after7e10Events_beginsAnew() {
    long last = 64L * (1 << 30) - 1;
    assertThat(BadEventRing.lap(1)).isEqualTo(1);
    assertThat(BadEventRing.lap(64)).isEqualTo(2);
    assertThat(BadEventRing.lap(last)).isEqualTo(1 << 30);
    assertThat(BadEventRing.lap(last + 1)).isEqualTo(1);
    assertThat(BadEventRing.isLater(2, 1)).isTrue();
    assertThat(BadEventRing.isLater(1, 1)).isFalse();
    assertThat(BadEventRing.isLater(1, 2)).isFalse();
    assertThat(BadEventRing.isLater(1 << 30, 1)).as("of the round before").isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 63, 64, 65, 127, 128, 129, 1_000})
  void read_manyAdded_isTheLast64TheNewestFirst(int count) {
    for (int i = 1; i <= count; i++) {
      ring.add(i, i, EventAttributes.NONE);
    }

    List<Long> newestFirst =
        LongStream.iterate(count, i -> i > Math.max(0, count - 64), i -> i - 1).boxed().toList();
    assertThat(ring.read()).extracting(e -> e.at().toEpochMilli()).isEqualTo(newestFirst);
    assertThat(ring.read())
        .extracting(e -> e.duration().orElseThrow().toNanos())
        .isEqualTo(newestFirst);
  }

  /** Each event says the same thing three times; a torn one would contradict itself. */
  @Test
  void read_whileOthersWrite_neverSeesHalfAnEvent() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(WRITERS);
    try {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<?>> writers = new ArrayList<>();
      for (int w = 0; w < WRITERS; w++) {
        int writer = w;
        writers.add(pool.submit((Callable<?>) () -> write(start, writer)));
      }
      start.countDown();
      int reads = 0;
      while (!writers.stream().allMatch(Future::isDone) || reads == 0) {
        ring.read().forEach(BadEventRingTest::assertWhole);
        reads++;
      }
      for (Future<?> writer : writers) {
        writer.get(10, TimeUnit.SECONDS);
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(ring.read()).isNotEmpty().hasSizeLessThanOrEqualTo(BadEventRing.SIZE);
  }

  private Void write(CountDownLatch start, int writer) throws InterruptedException {
    start.await();
    for (long i = 0; i < EVENTS; i++) {
      long id = i * WRITERS + writer;
      ring.add(id, id, EventAttributes.route(Long.toString(id)));
    }
    return null;
  }

  private static void assertWhole(BadEvent event) {
    long id = event.at().toEpochMilli();
    boolean whole =
        event.duration().orElseThrow().toNanos() == id
            && Long.toString(id).equals(event.attributes().route());
    if (!whole) {
      throw new AssertionError("parts of several events: " + event);
    }
  }
}
