package io.sre4j.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.slo.AlertPolicy;
import io.sre4j.slo.AlertRule;
import io.sre4j.slo.DurationText;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Severity;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import io.sre4j.slo.TimeWindow;
import io.sre4j.time.Span;
import io.sre4j.timeline.WindowCounts.DataState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every window against a naive list of all events that ever happened. */
class SloTimelineOracleTest {
  private static final Instant START = Instant.parse("2026-03-01T10:17:43.25Z");
  private static final Duration TICK = Duration.ofSeconds(1);

  @ParameterizedTest
  @EnumSource
  void counts_anyStream_equalNaiveListAtEveryTick(EventStream stream) {
    check(stream, slo(Duration.ofDays(7)), 3 * 86_400, 0);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void counts_ticksThatAreLateOrMissing_equalNaiveListAtEveryTick(long seed) {
    check(EventStream.DIURNAL, slo(Duration.ofDays(3)), 86_400, seed);
  }

  @Test
  void counts_thousandsOfWindowLengths_equalNaiveListAtEveryTick() {
    AlertPolicy shortest = AlertPolicy.of("short", rule("40s", "10s"), rule("11m", "37s"));
    Slo slo =
        Slo.builder("s")
            .objective(Objective.availability("e", Target.of("99%")))
            .window(TimeWindow.rolling(Duration.ofHours(1)))
            .alerting(shortest)
            .build();
    check(EventStream.BURSTY, slo, 100_000, 4);
  }

  @Test
  void counts_moreThanAnIntHolds_equalNaiveListAtEveryTick() {
    check(EventStream.TORRENT, slo(Duration.ofDays(3)), 86_400, 5);
  }

  @Test
  void counts_ninetyDaysBySecondTicks_equalNaiveListAtEveryTick() {
    check(EventStream.SPARSE, slo(Duration.ofDays(90)), 90 * 86_400, 0);
  }

  @Test
  void counts_timelinesThatShareWindows_equalNaiveListsAtEveryTick() {
    long seed = 20_261_129;
    RandomGenerator random = EventStream.random(seed);
    Timelines timelines = new Timelines();
    List<SloTimeline> sharing = new ArrayList<>();
    List<NaiveEvents> naive = new ArrayList<>();
    long end = START.getEpochSecond() * 1_000_000_000L;
    int ticks = 20_000;
    for (int i = 0; i < ticks; i++) {
      // The third comes later, to windows of its own; the second leaves, and another takes its
      // place.
      if (i == 0 || i == 5_000) {
        for (int added = 0; added < (i == 0 ? 2 : 1); added++) {
          sharing.add(timelines.begin(slo(Duration.ofDays(3)), end, START));
          naive.add(new NaiveEvents(ticks));
        }
      }
      if (i == 9_000) {
        timelines.end(sharing.set(1, timelines.begin(slo(Duration.ofDays(3)), end, START)));
        naive.set(1, new NaiveEvents(ticks));
      }
      long elapsed = jitter(random);
      end += elapsed;
      Span span = Span.of(end, elapsed, TICK, START.plusNanos(end));
      for (int t = 0; t < sharing.size(); t++) {
        int bad = random.nextInt(20) == 0 ? random.nextInt(1, 50) : 0;
        int good = random.nextInt(3) == 0 ? random.nextInt(1_000) : 0;
        sharing.get(t).tick(span, good, bad, 0);
        naive.get(t).add(span.mid(), good, bad);
      }
      for (int t = 0; i % 5 == 0 && t < sharing.size(); t++) {
        compare(sharing.get(t), naive.get(t), end, "seed " + seed + ", tick " + i);
      }
    }
    assertThat(sharing.get(0).turns(0)).isNotEqualTo(sharing.get(2).turns(0));
  }

  private static Slo slo(Duration period) {
    return Slo.builder("s")
        .objective(Objective.availability("e", Target.of("99.9%")))
        .window(TimeWindow.rolling(period))
        .alerting(AlertPolicy.preset("sloth", TimeWindow.rolling(Duration.ofDays(30))))
        .build();
  }

  private static AlertRule rule(String longer, String shorter) {
    return AlertRule.of(
        Severity.PAGE, DurationText.parse("", longer), DurationText.parse("", shorter), 2);
  }

  private static void check(EventStream stream, Slo slo, int ticks, long jitterSeed) {
    RandomGenerator random = EventStream.random(20_261_123 + jitterSeed);
    long end = START.getEpochSecond() * 1_000_000_000L + START.getNano();
    SloTimeline timeline = new SloTimeline(slo, end, START);
    NaiveEvents naive = new NaiveEvents(ticks);
    Instant at = START;
    for (int i = 0; i < ticks; i++) {
      long elapsed = jitterSeed == 0 ? TICK.toNanos() : jitter(random);
      end += elapsed;
      at = at.plusNanos(elapsed);
      int events = stream.events(i, random);
      int bad = stream.bad(i, events, random);
      Span span = Span.of(end, elapsed, TICK, at);
      timeline.tick(span, events - bad, bad, 0);
      naive.add(span.mid(), events - bad, bad);
      if (jitterSeed != 0 || i % 7 == 0 || events > 0) {
        compare(timeline, naive, end, "seed " + jitterSeed + ", tick " + i);
      }
    }
  }

  private static long jitter(RandomGenerator random) {
    int kind = random.nextInt(1_000);
    if (kind == 0) {
      return Duration.ofMinutes(random.nextInt(500)).toNanos();
    }
    return kind < 50 ? random.nextInt(1, 5_000) * 1_000_000L : 1_000_000_000L + kind * 1_003L;
  }

  private static void compare(SloTimeline timeline, NaiveEvents naive, long end, String where) {
    for (int w = 0; w < timeline.windows().size(); w++) {
      Duration window = timeline.windows().get(w);
      long slot = Rings.slotOf(window).toNanos();
      naive.window(end, window.toNanos(), slot);
      if (timeline.good(w) != naive.good() || timeline.bad(w) != naive.bad()) {
        assertThat(timeline.good(w)).as(where + ", good of " + window).isEqualTo(naive.good());
        assertThat(timeline.bad(w)).as(where + ", bad of " + window).isEqualTo(naive.bad());
      }
      long off = Math.abs(timeline.bad(w) - naive.badWithin(end - window.toNanos(), end));
      if (off > naive.edgeBad()) {
        assertThat(off).as(where + ", edge of " + window).isLessThanOrEqualTo(naive.edgeBad());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {10, 37, 59, 60, 61, 300, 997, 3_600, 3_840, 92_580, 604_799, 7_776_000})
  void slotOf_anyWindow_isAtMostASixtiethAndDividesIt(long seconds) {
    Duration window = Duration.ofSeconds(seconds);
    Duration slot = Rings.slotOf(window);
    assertThat(window.toNanos() % slot.toNanos()).isZero();
    assertThat(window.toNanos() / slot.toNanos()).isLessThanOrEqualTo(200);
    if (seconds >= 60) {
      assertThat(slot.multipliedBy(60)).isLessThanOrEqualTo(window);
    }
  }

  @Test
  void counts_ticksLongerThanTheWindow_coverageIsExact() {
    AlertPolicy shortest = AlertPolicy.of("short", rule("40s", "10s"));
    Slo slo =
        Slo.builder("s")
            .objective(Objective.availability("e", Target.of("99%")))
            .alerting(shortest)
            .build();
    Duration tick = Duration.ofSeconds(20);
    long end = 0;
    SloTimeline timeline = new SloTimeline(slo, end, START);
    for (int i = 0; i < 10; i++) {
      end += tick.toNanos();
      timeline.tick(Span.of(end, tick.toNanos(), tick, START), 1, 0, 0);
      assertThat(timeline.counts(0).coverage()).isEqualTo(1);
    }
    end += tick.toNanos();
    timeline.tickUnmeasured(Span.of(end, tick.toNanos(), tick, START));
    assertThat(timeline.counts(0).coverage()).isZero();
    assertThat(timeline.continuity(0)).isZero();
    assertThat(timeline.counts(0).state()).isEqualTo(DataState.NOT_MEASURED);
  }
}
