package io.sre4j.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sre4j.history.Grid;
import io.sre4j.slo.AlertPolicy;
import io.sre4j.slo.AlertRule;
import io.sre4j.slo.Budgeting;
import io.sre4j.slo.DurationText;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Severity;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import io.sre4j.slo.TimeWindow;
import io.sre4j.time.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that is cut and resumed against one that only stalled. */
class ResumeOracleTest {
  private static final Instant START = Instant.parse("2026-03-01T10:17:43.25Z");
  private static final long EPOCH = START.getEpochSecond() * 1_000_000_000L + START.getNano();
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final List<String> PERIODS =
      List.of("1h", "3d", "30d", "90d", "day", "week", "month Europe/Berlin");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
  void resume_sameDefinition_equalsTheRunThatStalled(long seed) {
    RandomGenerator random = EventStream.random(20_261_123 + seed);
    Slo slo = slo(random, PERIODS.get(random.nextInt(PERIODS.size())));
    Run run = new Run(slo, slo, random, "seed " + seed + ", " + slo + ", " + slo.budgeting());
    for (int cut = 0; cut < 6; cut++) {
      run.tick(random.nextInt(1, 20_000), true);
      run.restart(gap(random));
    }
    run.tick(5_000, true);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void resume_otherWindows_rightToOneSlot(long seed) {
    RandomGenerator random = EventStream.random(20_261_124 + seed);
    String period = PERIODS.get(random.nextInt(PERIODS.size()));
    Slo before =
        Slo.builder("s")
            .objective(Objective.availability("e", Target.of("99%")))
            .window(TimeWindow.parse(period))
            .alerting(AlertPolicy.of("even", rule("1h", "5m"), rule("30m", "1m")))
            .build();
    Slo after =
        Slo.builder("s")
            .objective(before.objectives().get(0))
            .window(TimeWindow.parse(PERIODS.get(random.nextInt(1, PERIODS.size()))))
            .alerting(AlertPolicy.of("other", rule("2h", "10m"), rule("35m", "7m")))
            .build();
    Run run = new Run(before, after, random, "seed " + seed + ", " + before + ", then " + after);
    run.tick(random.nextInt(1, 100_000), false);
    run.restart(gap(random));
    for (int i = 0; i < 20; i++) {
      run.tick(random.nextInt(1, 100), false);
      run.compareWithinOneSlot();
    }
  }

  private static Slo slo(RandomGenerator random, String period) {
    AlertPolicy odd = AlertPolicy.of("odd", rule("40s", "10s"), rule("11m", "37s"));
    Budgeting[] methods = {
      Budgeting.occurrences(),
      Budgeting.timeslices(Duration.ofSeconds(10), Target.of("90%")),
      Budgeting.ratioTimeslices(Duration.ofSeconds(10))
    };
    return Slo.builder("s")
        .objective(Objective.availability("e", Target.of("99%")))
        .window(TimeWindow.parse(period))
        .budgeting(methods[random.nextInt(methods.length)])
        .alerting(
            random.nextBoolean()
                ? odd
                : AlertPolicy.of("even", rule("1h", "5m"), rule("30m", "1m")))
        .build();
  }

  private static AlertRule rule(String longer, String shorter) {
    return AlertRule.of(
        Severity.PAGE, DurationText.parse("", longer), DurationText.parse("", shorter), 2);
  }

  /** More than three ticks, else the run that went on measured it all. */
  private static long gap(RandomGenerator random) {
    int[] most = {10, 600, 10_000, 500_000};
    return random.nextLong(4_000, most[random.nextInt(most.length)] * 1_000L) * 1_000_000L;
  }

  /** Two runs of the same ticks; one of them is cut now and then. */
  private static final class Run {
    private final Slo after;
    private final RandomGenerator random;
    private final String where;
    private final SloTimeline whole;
    private final SloTimeline beside;
    private SloTimeline resumed;
    private SloTimeline resumedBeside;
    private Grid grid = Grid.NONE;
    private long end = EPOCH;
    private int ticks;

    Run(Slo before, Slo after, RandomGenerator random, String where) {
      System.out.println(where);
      this.after = after;
      this.random = random;
      this.where = where;
      Timelines timelines = new Timelines();
      this.whole = new SloTimeline(after, end, START);
      this.beside = new SloTimeline(after, end, START);
      this.resumed = timelines.begin(before, end, START);
      this.resumedBeside = timelines.begin(before, end, START);
    }

    void tick(int count, boolean compare) {
      for (int i = 0; i < count; i++) {
        long elapsed = random.nextInt(500) == 0 ? 70_000_000_000L : 1_000_300_000L;
        end += elapsed;
        int good = random.nextInt(3) == 0 ? random.nextInt(10_000) : 0;
        int bad = random.nextInt(20) == 0 ? random.nextInt(50) : 0;
        int excluded = random.nextInt(100) == 0 ? 7 : 0;
        Span span = span(elapsed);
        whole.tick(span, good, bad, excluded);
        resumed.tick(span, good, bad, excluded);
        if (random.nextInt(50) == 0) {
          beside.tickUnmeasured(span);
          resumedBeside.tickUnmeasured(span);
        } else {
          beside.tick(span, bad, good, 0);
          resumedBeside.tick(span, bad, good, 0);
        }
        ticks++;
        if (compare && (ticks % 3 == 0 || i < 5)) {
          compare(resumed, whole);
          compare(resumedBeside, beside);
        }
      }
    }

    private Span span(long elapsed) {
      return Span.of(end, elapsed, TICK, START.plusNanos(end - EPOCH));
    }

    void restart(long gap) {
      Timelines timelines = new Timelines();
      end += gap;
      Instant now = START.plusNanos(end - EPOCH);
      var history = resumed.history();
      var historyBeside = resumedBeside.history();
      assertThat(historyBeside.measured()).isSameAs(history.measured());
      grid = history.measured().grid();
      resumed = timelines.resume(after, history, end, now);
      resumedBeside = timelines.resume(after, historyBeside, end, now);
      assertThat(resumed.sharedWindows()).isSameAs(resumedBeside.sharedWindows());
    }

    private void compare(SloTimeline actual, SloTimeline expected) {
      for (int w = SloTimeline.PERIOD; w < expected.windows().size(); w++) {
        assertThat(actual.counts(w))
            .as("%s, tick %d, window %d", where, ticks, w)
            .isEqualTo(expected.counts(w));
      }
      assertThat(actual.events()).as(where).isEqualTo(expected.events());
      assertThat(actual.goodBefore()).as(where).isEqualTo(expected.goodBefore());
      assertThat(actual.badBefore()).as(where).isEqualTo(expected.badBefore());
    }

    /** Slots that the definition before did not have are made of slots that it had. */
    void compareWithinOneSlot() {
      for (int w = 0; w < whole.windows().size(); w++) {
        long window = whole.windows().get(w).toNanos();
        double allowed = 30_000 + 3_000 * slotSeconds(window);
        double share = 0.01 + 2.5e9 * slotSeconds(window) / window;
        WindowCounts is = resumed.counts(w);
        WindowCounts should = whole.counts(w);
        assertThat((double) is.good())
            .as("%s, window %s", where, should.window())
            .isLessThanOrEqualTo(should.good() + allowed);
        assertThat(is.coverage()).isLessThanOrEqualTo(should.coverage() + share);
        if (window <= grid.lengthNanos()) {
          assertThat((double) is.good())
              .as("%s, window %s", where, should.window())
              .isGreaterThanOrEqualTo(should.good() - allowed);
          assertThat(is.coverage()).isCloseTo(should.coverage(), within(share));
        }
      }
    }

    private double slotSeconds(long window) {
      int ring = 0;
      while (ring < grid.rings() - 1 && grid.slotNanos(ring) * grid.slots(ring) < window) {
        ring++;
      }
      return grid.slotNanos(ring) / 1e9;
    }
  }
}
