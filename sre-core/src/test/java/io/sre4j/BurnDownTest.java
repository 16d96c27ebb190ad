package io.sre4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sre4j.budget.BurnDown;
import io.sre4j.budget.BurnDown.Point;
import io.sre4j.sli.Outcome;
import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import io.sre4j.slo.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every point against a list of all events that ever happened. */
class BurnDownTest {
  private static final String SLO = "s";

  /** So many good and bad events in one tick, which are put half a tick before it. */
  private record Events(Instant at, int good, int bad) {}

  private final List<Events> all = new ArrayList<>();

  private static Slo slo(TimeWindow window, String... targets) {
    Slo.Builder slo = Slo.builder(SLO).window(window);
    for (String target : targets) {
      slo.objective(Objective.availability("http", Target.of(target)));
    }
    return slo.build();
  }

  private void tick(TestEngine engine, int good, int bad) {
    engine.record(Outcome.GOOD, good);
    engine.record(Outcome.BAD, bad);
    engine.tick();
    all.add(new Events(asOf(engine).minusMillis(500), good, bad));
  }

  private static Instant asOf(TestEngine engine) {
    return engine.engine.report().asOf();
  }

  private long badSince(Instant at) {
    return all.stream().filter(e -> !e.at.isBefore(at)).mapToLong(Events::bad).sum();
  }

  private long goodSince(Instant at) {
    return all.stream().filter(e -> !e.at.isBefore(at)).mapToLong(Events::good).sum();
  }

  private BurnDown checked(TestEngine engine, double budget) {
    BurnDown read = engine.engine.burnDown(SLO);
    var status = engine.status(SLO);
    long good = status.events().good();
    long bad = status.events().bad();
    assertThat(read.points()).hasSizeBetween(2, BurnDown.MAX_POINTS);
    assertThat(read.points().get(0)).isEqualTo(new Point(read.measuredFrom(), 1, 0, 0, 1));
    for (int i = 1; i < read.points().size(); i++) {
      Point point = read.points().get(i);
      assertThat(point.at()).isAfter(read.points().get(i - 1).at());
      assertThat(point.bad()).as("%s", point).isEqualTo(bad - badSince(point.at()));
      assertThat(point.good()).as("%s", point).isEqualTo(good - goodSince(point.at()));
      double expected = 1 - (double) point.bad() / (good + bad) / budget;
      assertThat(point.remaining()).isCloseTo(expected, within(1e-9));
    }
    Point last = read.points().get(read.points().size() - 1);
    assertThat(last.at()).isEqualTo(status.asOf());
    assertThat(last.remaining()).isCloseTo(status.budget().remaining().orElseThrow(), within(1e-9));
    return read;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void burnDown_anyStream_equalsTheListOfAllEvents(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    System.out.println("seed " + seed);
    TestEngine engine = new TestEngine(slo(TimeWindow.rolling(Duration.ofHours(6)), "99%"));
    int size = 0;
    for (int second = 1; second <= 26_000; second++) {
      boolean busy = random.nextInt(50) == 0;
      tick(engine, busy ? random.nextInt(20) : 0, busy ? random.nextInt(3) : 0);
      if (second % 1_999 == 0) {
        size = Math.max(size, checked(engine, 0.01).points().size());
      }
    }
    assertThat(size).isGreaterThan(100);
  }

  @Test
  void burnDown_workedNumber_isAsDocumented() {
    TestEngine engine = new TestEngine(slo(TimeWindow.rolling(Duration.ofHours(1)), "99.5%"));
    for (int second = 1; second <= 1_000; second++) {
      int bad = second == 100 ? 10 : second == 900 ? 20 : 0;
      tick(engine, 10 - (second == 100 || second == 900 ? 10 : 0), bad);
    }
    // 9,980 good and 30 bad.
    BurnDown read = checked(engine, 0.005);
    assertThat(at(read, 500)).isCloseTo(1 - 10 / (0.005 * 10_010), within(1e-9));
    assertThat(at(read, 1_000)).isCloseTo(1 - 30 / (0.005 * 10_010), within(1e-9));
  }

  /** What the last point up to a second says. */
  private static double at(BurnDown read, long second) {
    Instant at = TestEngine.START.plusSeconds(second);
    return read.points().stream()
        .filter(point -> !point.at().isAfter(at))
        .reduce((one, two) -> two)
        .orElseThrow()
        .remaining();
  }

  @Test
  void burnDown_composite_addsObjectivesByWeight() {
    Slo both =
        Slo.builder(SLO)
            .objective(Objective.availability("http", Target.of("99%")))
            .objective(Objective.latency("http", Duration.ofMillis(300), Target.of("90%")))
            .build();
    TestEngine engine = new TestEngine(both);
    engine.run(100, 99, 1);
    BurnDown read = engine.engine.burnDown(SLO);
    Point last = read.points().get(read.points().size() - 1);
    assertThat(last.remaining())
        .isCloseTo(engine.status(SLO).budget().remaining().orElseThrow(), within(1e-9));
    assertThat(last.bad()).isEqualTo(200);
  }

  @Test
  void burnDown_pageOfTheCalendar_beginsAndEndsWithItAndSaysWhatIsNotHeld() {
    Instant start = Instant.parse("2026-11-20T22:00:00Z");
    TestEngine engine = new TestEngine(start, slo(TimeWindow.parse("week UTC"), "99%"));
    for (int minute = 0; minute < 5 * 24 * 60; minute++) {
      engine.record(Outcome.GOOD, 9);
      engine.record(Outcome.BAD, 1);
      engine.time.advance(Duration.ofMinutes(1));
      engine.engine.tick();
    }
    BurnDown read = engine.engine.burnDown(SLO);
    assertThat(read.from()).isEqualTo("2026-11-23T00:00:00Z");
    assertThat(read.end()).isEqualTo("2026-11-30T00:00:00Z");
    assertThat(read.measuredFrom()).isEqualTo(read.from());
    Point last = read.points().get(read.points().size() - 1);
    assertThat(last.bad()).isEqualTo(engine.status(SLO).events().bad());
    // A tick a minute is a tick late: one second of each minute was measured.
    assertThat(last.coverage()).isLessThan(0.1);
  }

  @Test
  void burnDown_gap_isNotCovered() {
    TestEngine engine = new TestEngine(slo(TimeWindow.rolling(Duration.ofHours(1)), "99%"));
    engine.run(600, 10, 0);
    engine.time.advance(Duration.ofMinutes(10));
    engine.engine.tick();
    engine.run(600, 10, 1);
    BurnDown read = engine.engine.burnDown(SLO);
    assertThat(coverage(read, 300, 560)).isEqualTo(1, within(0.02));
    assertThat(coverage(read, 700, 1_100)).isEqualTo(0, within(0.02));
    assertThat(coverage(read, 1_300, 1_700)).isEqualTo(1, within(0.02));
  }

  /** The mean over the points between two seconds. */
  private static double coverage(BurnDown read, long from, long to) {
    return read.points().stream()
        .filter(point -> point.at().isAfter(TestEngine.START.plusSeconds(from)))
        .filter(point -> point.at().isBefore(TestEngine.START.plusSeconds(to)))
        .mapToDouble(Point::coverage)
        .average()
        .orElseThrow();
  }

  @Test
  void burnDown_nothingCounted_hasNoPoints() {
    TestEngine engine = new TestEngine(slo(TimeWindow.rolling(Duration.ofHours(1)), "99%"));
    engine.run(10, 0, 0);
    assertThat(engine.engine.burnDown(SLO).points()).isEmpty();
  }

  @Test
  void burnDown_unknownSlo_throws() {
    TestEngine engine = new TestEngine(slo(TimeWindow.rolling(Duration.ofHours(1)), "99%"));
    assertThatThrownBy(() -> engine.engine.burnDown("other"))
        .isInstanceOf(InvalidDefinitionException.class);
  }
}
