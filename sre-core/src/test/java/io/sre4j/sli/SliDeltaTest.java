package io.sre4j.sli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SliDeltaTest {
  private static final LatencyScale SCALE = new LatencyScale(3);
  private static final long MS = 1_000_000;

  private final Stripes stripes = new Stripes(Instant.EPOCH);
  private final int firstClass = stripes.allocate(Cells.CLASSES);
  private final SliDelta delta = new SliDelta(new Layout(SCALE));

  private Cells cells(long... thresholds) {
    return new Cells(new Layout(SCALE, thresholds), stripes);
  }

  private void count(Cells cells, Outcome outcome, long nanos) {
    new SliRecorder(cells, stripes, firstClass).record(outcome, nanos);
  }

  private void drain(Cells current, Cells... older) {
    stripes.collect(Instant.EPOCH);
    delta.use(current.layout);
    delta.reset(new long[SCALE.buckets()]);
    delta.addClasses(stripes.take(firstClass, Cells.CLASSES));
    addBands(current);
    for (Cells cells : older) {
      addBands(cells);
    }
  }

  private void addBands(Cells cells) {
    delta.addBands(cells, stripes.take(cells.first, cells.bands));
  }

  @Test
  void add_oneOfEachOutcome_countsEachInItsClass() {
    Cells cells = cells(100 * MS);
    count(cells, Outcome.GOOD, -1);
    count(cells, Outcome.GOOD, 50 * MS);
    count(cells, Outcome.GOOD, 150 * MS);
    count(cells, Outcome.BAD, 1);
    count(cells, Outcome.EXCLUDED, 1);
    count(cells, Outcome.EXCLUDED, -1);
    count(cells, null, 1);

    drain(cells);

    assertThat(delta.good()).isEqualTo(3);
    assertThat(delta.timed()).isEqualTo(2);
    assertThat(delta.bad()).isEqualTo(1);
    assertThat(delta.excluded()).isEqualTo(2);
    assertThat(delta.invalid()).isEqualTo(1);
    assertThat(delta.within(100 * MS)).isEqualTo(1);
    assertThat(delta.slower(100 * MS)).isEqualTo(1);
  }

  @Test
  void add_randomDurations_agreesWithANaiveCount() {
    for (long seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      long[] thresholds =
          random.longs(0, 1_000 * MS).map(v -> 1 + v).distinct().limit(seed % 17).toArray();
      long[] values = random.longs(500, 0, 1_200 * MS).toArray();
      Cells cells = cells(thresholds);
      long[] buckets = new long[SCALE.buckets()];
      for (long value : values) {
        count(cells, Outcome.GOOD, value);
        buckets[SCALE.bucket(value)]++;
      }

      drain(cells);

      assertThat(delta.buckets()).as("seed %d", seed).containsExactly(buckets);
      for (long threshold : thresholds) {
        long within = Arrays.stream(values).filter(v -> v <= threshold).count();
        assertThat(delta.within(threshold)).as("seed %d", seed).isEqualTo(within);
        assertThat(delta.slower(threshold)).as("seed %d", seed).isEqualTo(500 - within);
      }
    }
  }

  @Test
  void add_exactlyTheThreshold_isWithin() {
    Cells cells = cells(100 * MS);
    count(cells, Outcome.GOOD, 100 * MS);
    count(cells, Outcome.GOOD, 100 * MS + 1);

    drain(cells);

    assertThat(delta.within(100 * MS)).isEqualTo(1);
    assertThat(delta.slower(100 * MS)).isEqualTo(1);
  }

  @Test
  void add_olderLayout_isInTheTotalsAndItsOwnThresholdsButNotInTheNewOnes() {
    Cells old = cells(300 * MS);
    Cells current = new Cells(old.layout.with(100 * MS), stripes);
    count(current, Outcome.GOOD, 50 * MS);
    count(old, Outcome.GOOD, 50 * MS);
    count(old, Outcome.GOOD, 200 * MS);
    count(old, Outcome.GOOD, 400 * MS);
    count(old, Outcome.GOOD, -1);
    count(old, Outcome.BAD, 1);

    drain(current, old);

    assertThat(delta.good()).isEqualTo(5);
    assertThat(delta.timed()).isEqualTo(4);
    assertThat(delta.bad()).isEqualTo(1);
    assertThat(Arrays.stream(delta.buckets()).sum()).isEqualTo(4);
    assertThat(delta.within(300 * MS)).isEqualTo(3);
    assertThat(delta.slower(300 * MS)).isEqualTo(1);
    assertThat(delta.within(100 * MS)).isEqualTo(1);
    assertThat(delta.slower(100 * MS)).isZero();
  }

  @Test
  void reset_secondDrain_holdsOnlyWhatIsNew() {
    Cells cells = cells(100 * MS);
    count(cells, Outcome.GOOD, 50 * MS);
    count(cells, Outcome.GOOD, 150 * MS);
    count(cells, null, -1);
    drain(cells);

    count(cells, Outcome.GOOD, 60 * MS);
    drain(cells);

    assertThat(delta.good()).isEqualTo(1);
    assertThat(delta.invalid()).isZero();
    assertThat(delta.within(100 * MS)).isEqualTo(1);
    assertThat(delta.slower(100 * MS)).isZero();
    assertThat(Arrays.stream(delta.buckets()).sum()).isEqualTo(1);

    drain(cells);
    assertThat(delta.good() + delta.within(100 * MS)).isZero();
  }

  @Test
  void within_unknownThreshold_throws() {
    drain(cells(100 * MS));

    assertThatThrownBy(() -> delta.within(99 * MS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no layout was cut at 99000000 ns");
    assertThatThrownBy(() -> delta.slower(MS)).isInstanceOf(IllegalArgumentException.class);
  }
}
