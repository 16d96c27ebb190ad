package io.sre4j.benchmarks.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.benchmarks.Definitions;
import io.sre4j.report.SliStatus;
import io.sre4j.sli.EventAttributes.Dimension;
import io.sre4j.sli.Outcome;
import io.sre4j.timeline.EventCounts;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The benchmarks of our own recorder, and of the adders, count what they are given. */
class RecordBenchmarkTest {
  private static final int ROUNDS = 3;

  private final RecordBenchmark benchmark = new RecordBenchmark();
  private final AdderBenchmark adderBenchmark = new AdderBenchmark();
  private final Events events = EventsTest.filled(0);
  private final long bad = EventsTest.bad(events);
  private final long good = Events.COUNT - bad;

  @Test
  void full_allEventsOnce_countsOutcomesAndBothThresholds() {
    RecordBenchmark.Full ours = new RecordBenchmark.Full();
    onceRound(() -> benchmark.full(ours, events));

    assertThat(sli(ours, 0)).returns(good, SliStatus::good).returns(bad, SliStatus::bad);
    assertThat(sli(ours, 0).latencies()).allMatch(window -> window.count() == good);
    assertThat(slo(ours, Definitions.available(0))).isEqualTo(new EventCounts(good, bad, 0));
    assertThat(slo(ours, "sli-0-fast").good()).isEqualTo(goodWithin(Duration.ofMillis(100)));
    assertThat(slo(ours, "sli-0-bearable").good()).isEqualTo(goodWithin(Duration.ofMillis(300)));
    ours.close();
  }

  @Test
  void fullGood_allEventsOnce_noneIsBad() {
    RecordBenchmark.Full ours = new RecordBenchmark.Full();
    onceRound(() -> benchmark.fullGood(ours, events));

    assertThat(sli(ours, 0))
        .returns((long) Events.COUNT, SliStatus::good)
        .returns(0L, SliStatus::bad);
    ours.close();
  }

  @Test
  void thresholds_allEventsOnce_countsThemWithoutDistribution() {
    RecordBenchmark.Thresholds ours = new RecordBenchmark.Thresholds();
    onceRound(() -> benchmark.thresholds(ours, events));

    assertThat(sli(ours, 0)).returns(good, SliStatus::good).returns(bad, SliStatus::bad);
    assertThat(sli(ours, 0).latencies()).isEmpty();
    assertThat(slo(ours, "sli-0-fast").good()).isEqualTo(goodWithin(Duration.ofMillis(100)));
    ours.close();
  }

  @Test
  void outcome_allEventsOnce_countsThemWithoutDuration() {
    RecordBenchmark.OutcomeOnly ours = new RecordBenchmark.OutcomeOnly();
    onceRound(() -> benchmark.outcome(ours, events));

    assertThat(sli(ours, 0)).returns(good, SliStatus::good).returns(bad, SliStatus::bad);
    assertThat(sli(ours, 0).latencies()).allMatch(window -> window.count() == 0);
    ours.close();
  }

  @Test
  void bad_allEventsOnce_allAreBad() {
    RecordBenchmark.Full ours = new RecordBenchmark.Full();
    onceRound(() -> benchmark.bad(ours, events));

    assertThat(sli(ours, 0))
        .returns(0L, SliStatus::good)
        .returns((long) Events.COUNT, SliStatus::bad);
    ours.close();
  }

  @Test
  void badWithAttributes_allEventsOnce_causesAreCounted() {
    RecordBenchmark.Full ours = new RecordBenchmark.Full();
    onceRound(() -> benchmark.badWithAttributes(ours, events));
    ours.engine.tick();

    assertThat(ours.engine.status(Definitions.available(0)).causes())
        .filteredOn(cause -> cause.dimension() == Dimension.ROUTE)
        .hasSize(8)
        .allMatch(cause -> cause.last5m() == Events.COUNT / 8);
    ours.close();
  }

  @Test
  void full1000_someRounds_visitsEverySli() {
    RecordBenchmark.Full1000 ours = new RecordBenchmark.Full1000();
    IntStream.range(0, ROUNDS * Events.MANY).forEach(i -> benchmark.full1000(ours, events));

    assertEachHas(ours, ROUNDS);
    ours.close();
  }

  @Test
  void outcome1000_someRounds_visitsEverySli() {
    RecordBenchmark.OutcomeOnly1000 ours = new RecordBenchmark.OutcomeOnly1000();
    IntStream.range(0, ROUNDS * Events.MANY).forEach(i -> benchmark.outcome1000(ours, events));

    assertEachHas(ours, ROUNDS);
    ours.close();
  }

  @Test
  void three_allEventsOnce_countsOutcomes() {
    AdderBenchmark.Adders adders = new AdderBenchmark.Adders();
    onceRound(() -> adderBenchmark.three(adders, events));

    assertThat(adders.byOutcome).extracting(LongAdder::sum).containsExactly(good, bad, 0L);
  }

  @Test
  void one_allEventsOnce_countsThem() {
    AdderBenchmark.Adders adders = new AdderBenchmark.Adders();
    onceRound(() -> adderBenchmark.one(adders, events));

    assertThat(adders.byOutcome[0].sum()).isEqualTo(Events.COUNT);
  }

  @Test
  void three1000_someRounds_visitsEveryOne() {
    AdderBenchmark.Adders1000 adders = new AdderBenchmark.Adders1000();
    IntStream.range(0, ROUNDS * Events.MANY).forEach(i -> adderBenchmark.three1000(adders, events));

    assertThat(adders.all)
        .allMatch(one -> one.byOutcome[0].sum() + one.byOutcome[1].sum() == ROUNDS);
  }

  private static void onceRound(Runnable event) {
    for (int i = 0; i < Events.COUNT; i++) {
      event.run();
    }
  }

  private static void assertEachHas(TickingEngine ours, long count) {
    ours.engine.tick();
    assertThat(ours.engine.report().slis())
        .hasSize(Events.MANY)
        .allMatch(sli -> sli.good() + sli.bad() == count);
  }

  private long goodWithin(Duration threshold) {
    return IntStream.range(0, Events.COUNT)
        .filter(i -> events.outcome(i) == Outcome.GOOD)
        .filter(i -> events.nanos(i) <= threshold.toNanos())
        .count();
  }

  private static SliStatus sli(TickingEngine ours, int number) {
    ours.engine.tick();
    return ours.engine.report().slis().get(number);
  }

  private static EventCounts slo(TickingEngine ours, String name) {
    return ours.engine.status(name).events();
  }
}
