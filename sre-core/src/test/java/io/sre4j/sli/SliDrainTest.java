package io.sre4j.sli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.slo.Sli;
import java.lang.reflect.Field;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SliDrainTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final Duration MS_100 = Duration.ofMillis(100);
  private static final Duration MS_300 = Duration.ofMillis(300);
  private static final long MS = 1_000_000;

  private final Stripes stripes = new Stripes(NOW);

  private SliDrain drain(Collection<Duration> thresholds) {
    return new SliDrain(Sli.events("http"), stripes, thresholds);
  }

  private SliDelta collect(SliDrain drain) {
    stripes.collect(NOW);
    return drain.drain();
  }

  private static List<Duration> thresholds(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(Duration::ofMillis).toList();
  }

  @ParameterizedTest
  @EnumSource(Sli.Precision.class)
  void drain_precision_countsThresholdsExactly(Sli.Precision precision) {
    Sli.Events sli = Sli.events("http").precision(precision);
    SliDrain drain = new SliDrain(sli, stripes, List.of(MS_300, MS_100, MS_100));
    for (long nanos : new long[] {0, 100 * MS, 100 * MS + 1, 300 * MS, 300 * MS + 1}) {
      drain.recorder().record(Outcome.GOOD, nanos);
    }
    drain.recorder().record(Outcome.GOOD);
    drain.recorder().record(Outcome.BAD, MS);

    SliDelta delta = collect(drain);

    assertThat(delta.good()).isEqualTo(6);
    assertThat(delta.timed()).isEqualTo(5);
    assertThat(delta.bad()).isEqualTo(1);
    assertThat(delta.within(100 * MS)).isEqualTo(2);
    assertThat(delta.slower(100 * MS)).isEqualTo(3);
    assertThat(delta.within(300 * MS)).isEqualTo(4);
    assertThat(delta.buckets()).hasSize(drain.scale().buckets());
    assertThat(drain.scale().buckets())
        .isEqualTo(new LatencyScale(precision.subBucketBits()).buckets());
  }

  @Test
  void cutAt_whileCounting_countsTheNewThresholdFromThenOn() {
    SliDrain drain = drain(List.of(MS_300));
    drain.recorder().record(Outcome.GOOD, 50 * MS);

    drain.cutAt(MS_100);
    drain.recorder().record(Outcome.GOOD, 60 * MS);
    drain.recorder().record(Outcome.GOOD, 200 * MS);
    SliDelta delta = collect(drain);

    assertThat(delta.good()).isEqualTo(3);
    assertThat(delta.within(300 * MS)).isEqualTo(3);
    assertThat(delta.within(100 * MS)).isEqualTo(1);
    assertThat(delta.slower(100 * MS)).isEqualTo(1);
    assertThat(Arrays.stream(delta.buckets()).sum()).isEqualTo(3);
  }

  @Test
  void drain_stragglerInAnOldLayout_isInTheTotalsButNotUnderTheNewThreshold() throws Exception {
    SliDrain drain = drain(List.of(MS_300));
    Cells old = currentCells(drain.recorder());
    drain.cutAt(MS_100);
    drain.cutAt(Duration.ofMillis(200));
    collect(drain);

    // A thread that chose the cells before the cut and was suspended until now.
    stripes.count(old.of(50 * MS));
    SliDelta delta = collect(drain);

    assertThat(delta.good()).isEqualTo(1);
    assertThat(delta.within(300 * MS)).isEqualTo(1);
    assertThat(delta.within(100 * MS) + delta.slower(100 * MS)).isZero();
    assertThat(delta.within(200 * MS) + delta.slower(200 * MS)).isZero();
    assertThat(collect(drain).good()).isZero();
  }

  private static Cells currentCells(SliRecorder recorder) throws ReflectiveOperationException {
    Field cells = SliRecorder.class.getDeclaredField("cells");
    cells.setAccessible(true);
    return (Cells) cells.get(recorder);
  }

  @Test
  void cutAt_knownThreshold_changesNothing() throws Exception {
    SliDrain drain = drain(List.of(MS_300));
    Cells before = currentCells(drain.recorder());

    drain.cutAt(MS_300);

    assertThat(currentCells(drain.recorder())).isSameAs(before);
  }

  @Test
  void new_seventeenThresholds_areRefused() {
    assertRefused(() -> drain(thresholds(17)), "17 thresholds");
  }

  @Test
  void cutAt_seventeenthThreshold_isRefusedAndCountingGoesOn() {
    SliDrain drain = drain(thresholds(15));
    drain.cutAt(Duration.ofMillis(16));

    assertRefused(() -> drain.cutAt(Duration.ofMillis(17)), "PT0.017S as threshold number 17");
    drain.cutAt(Duration.ofMillis(16));
    drain.recorder().record(Outcome.GOOD, 16 * MS);

    SliDelta delta = collect(drain);
    assertThat(delta.within(16 * MS)).isEqualTo(1);
    assertThat(delta.slower(15 * MS)).isEqualTo(1);
  }

  private static void assertRefused(Runnable code, String value) {
    InvalidDefinitionException error =
        catchThrowableOfType(InvalidDefinitionException.class, code::run);
    assertThat(error)
        .hasMessage(
            "slis.http.thresholds = "
                + value
                + ": an SLI has at most 16; let SLOs share thresholds");
  }

  @Test
  void logOf_thresholds_holdWhatWasSlowerAndFailuresApart() {
    SliDrain drain = drain(List.of(MS_100, MS_300));
    BurnLog failures = drain.logOf(Long.MAX_VALUE);
    BurnLog slow = drain.logOf(100 * MS);
    BurnLog slower = drain.logOf(300 * MS);
    SliRecorder recorder = drain.recorder();

    recorder.record(Outcome.GOOD, 100 * MS, "fast", EventAttributes::route);
    recorder.record(Outcome.GOOD, 200 * MS, "slow", EventAttributes::route);
    recorder.record(Outcome.GOOD, 400 * MS, "slower", EventAttributes::route);
    recorder.record(Outcome.BAD, 1, "failed", EventAttributes::route);
    recorder.record(Outcome.EXCLUDED, 400 * MS, "excluded", EventAttributes::route);

    assertThat(routes(failures)).containsExactly("failed");
    assertThat(routes(slow)).containsExactly("slower", "slow");
    assertThat(routes(slower)).containsExactly("slower");
    assertThat(drain.logOf(100 * MS)).isSameAs(slow);
  }

  private static List<String> routes(BurnLog log) {
    return log.lastBad().stream().map(event -> event.attributes().route()).toList();
  }

  @Test
  void collect_now_datesTheBadEventsThatFollow() {
    SliDrain drain = drain(List.of());
    BurnLog failures = drain.logOf(Long.MAX_VALUE);
    drain.recorder().record(Outcome.BAD);

    stripes.collect(NOW.plusSeconds(10));
    drain.recorder().record(Outcome.BAD);

    assertThat(failures.lastBad())
        .extracting(BadEvent::at)
        .containsExactly(NOW.plusSeconds(10), NOW);
  }

  @Test
  void failedAttributes_functionThrows_countsTheEventAndTheFailure() {
    SliDrain drain = drain(List.of());
    BurnLog failures = drain.logOf(Long.MAX_VALUE);

    drain
        .recorder()
        .record(
            Outcome.BAD,
            MS,
            "context",
            context -> {
              throw new IllegalStateException(context);
            });

    assertThat(collect(drain).bad()).isEqualTo(1);
    assertThat(drain.failedAttributes()).isEqualTo(1);
    assertThat(failures.lastBad())
        .containsExactly(
            new BadEvent(NOW, Optional.of(Duration.ofMillis(1)), EventAttributes.NONE));
  }
}
