package io.sre4j.sli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.sre4j.slo.Sli;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

class SliRecorderTest {
  private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Stripes stripes = new Stripes(NOW);
  private final SliDrain drain =
      new SliDrain(
          Sli.events("e"),
          stripes,
          List.of(Duration.ofMillis(100), Duration.ofMillis(300), Duration.ofSeconds(1)));
  private final SliRecorder recorder = drain.recorder();

  @Test
  void record_anyArgument_neverThrowsAndCountsOnce() {
    long[] durations = {
      Long.MIN_VALUE,
      -1,
      0,
      1,
      1_023,
      1_024,
      299_999_999,
      300_000_001,
      Long.MAX_VALUE - 1,
      Long.MAX_VALUE
    };
    Outcome[] outcomes = {Outcome.GOOD, Outcome.BAD, Outcome.EXCLUDED, null};
    Function<Object, EventAttributes> throwing =
        context -> {
          throw new StackOverflowError("from the host");
        };
    drain.logOf(Long.MAX_VALUE);
    drain.logOf(300_000_000);
    for (long nanos : durations) {
      for (Outcome outcome : outcomes) {
        recorder.record(outcome, nanos);
        recorder.record(outcome, nanos, null, context -> null);
        recorder.record(outcome, nanos, this, throwing);
        recorder.record(outcome, nanos, this, null);
      }
    }
    for (Outcome outcome : outcomes) {
      recorder.record(outcome);
    }
    stripes.collect(NOW);
    SliDelta delta = drain.drain();
    assertThat(delta.good()).isEqualTo(41);
    assertThat(delta.bad()).isEqualTo(41);
    assertThat(delta.excluded()).isEqualTo(41);
    assertThat(delta.invalid()).isEqualTo(41);
    assertThat(delta.timed()).isEqualTo(32);
    assertThat(drain.failedAttributes()).isPositive();
  }

  @Test
  void burns_badOrSlowerThanTheShortestThreshold_only() {
    assertThat(recorder.burns(Outcome.BAD, -1)).isTrue();
    assertThat(recorder.burns(Outcome.BAD, 1)).isTrue();
    assertThat(recorder.burns(Outcome.GOOD, -1)).isFalse();
    assertThat(recorder.burns(Outcome.GOOD, 100_000_000)).isFalse();
    assertThat(recorder.burns(Outcome.GOOD, 100_000_001)).isTrue();
    assertThat(recorder.burns(Outcome.EXCLUDED, Long.MAX_VALUE)).isFalse();
    assertThat(recorder.burns(null, Long.MAX_VALUE)).isFalse();
    drain.cutAt(Duration.ofMillis(50));
    assertThat(recorder.burns(Outcome.GOOD, 50_000_001)).isTrue();
    stripes.collect(NOW);
    assertThat(drain.drain().good()).isZero();
  }

  @Test
  void record_manyAtOnce_countsAsOneByOne() {
    BurnLog failures = drain.logOf(Long.MAX_VALUE);
    long[] durations = {-1, 0, 100_000_000, 100_000_001, 300_000_000, 5_000_000_000L};
    for (long nanos : durations) {
      recorder.record(Outcome.GOOD, nanos, 1_000_000_000);
    }
    recorder.record(Outcome.BAD, 7, 40);
    recorder.record(Outcome.EXCLUDED, 7, 30);
    recorder.record(null, 7, 20);
    recorder.record(Outcome.BAD, 7, 0);
    recorder.record(Outcome.BAD, 7, -5);
    stripes.collect(NOW);
    SliDelta delta = drain.drain();

    assertThat(delta.good()).isEqualTo(6_000_000_000L);
    assertThat(delta.timed()).isEqualTo(5_000_000_000L);
    assertThat(delta.within(100_000_000)).isEqualTo(2_000_000_000L);
    assertThat(delta.slower(300_000_000)).isEqualTo(1_000_000_000L);
    assertThat(delta.bad()).isEqualTo(40);
    assertThat(delta.excluded()).isEqualTo(30);
    assertThat(delta.invalid()).isEqualTo(20);
    assertThat(failures.lastBad()).hasSize(1);
    assertAllocatesNothing(nanos -> recorder.record(Outcome.GOOD, nanos, 3));
    assertAllocatesNothing(nanos -> recorder.record(Outcome.BAD, nanos, 3));
  }

  @Test
  void record_anyOutcome_allocatesNothing() {
    drain.logOf(Long.MAX_VALUE);
    drain.logOf(300_000_000);
    EventAttributes known = EventAttributes.route("GET /");
    Function<Object, EventAttributes> attributes = context -> known;
    assertAllocatesNothing(nanos -> recorder.record(Outcome.GOOD, nanos));
    assertAllocatesNothing(nanos -> recorder.record(Outcome.GOOD));
    assertAllocatesNothing(nanos -> recorder.record(Outcome.BAD, nanos));
    assertAllocatesNothing(nanos -> recorder.record(Outcome.EXCLUDED, nanos));
    assertAllocatesNothing(nanos -> recorder.record(Outcome.GOOD, nanos, this, attributes));
    assertAllocatesNothing(nanos -> recorder.record(Outcome.BAD, nanos, this, attributes));
  }

  @Test
  void record_slowEventWithContext_isLoggedForItsThresholdOnly() {
    BurnLog failures = drain.logOf(Long.MAX_VALUE);
    BurnLog slow = drain.logOf(300_000_000);
    recorder.record(Outcome.GOOD, 300_000_000, "/fast", EventAttributes::route);
    recorder.record(Outcome.GOOD, 300_000_001, "/slow", EventAttributes::route);
    recorder.record(Outcome.GOOD, Long.MAX_VALUE, "/endless", EventAttributes::route);
    recorder.record(Outcome.BAD, 5, "/failed", EventAttributes::route);
    assertThat(slow.lastBad())
        .extracting(event -> event.attributes().route())
        .containsExactly("/endless", "/slow");
    assertThat(failures.lastBad()).hasSize(1);
    assertThat(failures.lastBad().get(0))
        .isEqualTo(
            new BadEvent(NOW, Optional.of(Duration.ofNanos(5)), EventAttributes.route("/failed")));
  }

  @Test
  void call_returnsOrThrowsWhatTheWorkDoes_andCountsIt() throws Exception {
    BurnLog log = drain.logOf(Long.MAX_VALUE);
    assertThat(recorder.call(() -> "receipt")).isEqualTo("receipt");
    IOException thrown = new IOException("refused");
    assertThatThrownBy(() ->
            recorder.call(() -> {
              throw thrown;
            }))
        .isSameAs(thrown);
    assertThatThrownBy(() -> recorder.call(this::interrupted, e -> Outcome.EXCLUDED))
        .isInstanceOf(InterruptedException.class);
    assertThatThrownBy(() -> recorder.call(this::interrupted, e -> null))
        .isInstanceOf(InterruptedException.class);
    assertThatThrownBy(() -> recorder.call(this::interrupted, e -> Outcome.valueOf("")))
        .isInstanceOf(InterruptedException.class);
    stripes.collect(NOW);
    SliDelta delta = drain.drain();
    assertThat(delta.good()).isEqualTo(1);
    assertThat(delta.timed()).isEqualTo(1);
    assertThat(delta.bad()).isEqualTo(3);
    assertThat(delta.excluded()).isEqualTo(1);
    assertThat(log.lastBad())
        .extracting(event -> event.attributes().exception())
        .containsExactly("InterruptedException", "InterruptedException", "IOException");
  }

  private Void interrupted() throws InterruptedException {
    throw new InterruptedException();
  }

  /** The least of several rounds: the compiler and the profiler of the JVM allocate, too. */
  private static void assertAllocatesNothing(LongConsumer record) {
    long thread = Thread.currentThread().getId();
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 40 && least > 0; round++) {
      long before = THREADS.getThreadAllocatedBytes(thread);
      for (int i = 0; i < 20_000; i++) {
        record.accept(i * 50_000L);
      }
      least = Math.min(least, THREADS.getThreadAllocatedBytes(thread) - before);
    }
    assertThat(least).as("bytes in 20,000 records").isZero();
  }

  @Test
  void record_withContext_asksForAttributesOnlyOfEventsThatBurn() {
    AtomicInteger asked = new AtomicInteger();
    Function<Object, EventAttributes> counting =
        context -> {
          asked.incrementAndGet();
          return EventAttributes.NONE;
        };
    recorder.record(Outcome.GOOD, 100_000_000, this, counting);
    recorder.record(Outcome.EXCLUDED, 100_000_001, this, counting);
    assertThat(asked).hasValue(0);
    recorder.record(Outcome.GOOD, 100_000_001, this, counting);
    recorder.record(Outcome.BAD, 1, this, counting);
    assertThat(asked).hasValue(2);
  }
}
