package io.sre4j.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sre4j.history.CourseHistory;
import io.sre4j.time.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The onset that CUSUM names, against the one that the simulation knows. */
class CusumTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration TICK = Duration.ofSeconds(10);
  private static final long SEED = 17;

  @ParameterizedTest
  @CsvSource({"600, 1000, 1, 1", "600, 50, 3, 8", "36000, 6, 2, 4", "36000, 1000, 1, 1"})
  void onset_burnBeginsAfterTwoHours_namedToTheMinute(
      double perHour, double burn, long medianMinutes, long worstMinutes) {
    long[] errors = new long[51];
    for (int i = 0; i < errors.length; i++) {
      errors[i] = errorSeconds(perHour, burn, SEED + i);
    }
    Arrays.sort(errors);
    assertThat(errors[25]).as("median, seed " + SEED).isLessThanOrEqualTo(60 * medianMinutes);
    assertThat(errors[45]).as("90 %").isLessThanOrEqualTo(60 * worstMinutes);
  }

  @Test
  void onset_nothingBurns_isEmpty() {
    Cusum cusum = new Cusum(0.001, 1);
    cusum.add(span(0), 0, 100, 0, 1);
    assertThat(cusum.onset()).isEmpty();
    assertThat(cusum.badSinceOnset(0)).isZero();
    assertThat(cusum.onsetEnd()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void badSinceOnset_countsFromTheOnset() {
    Cusum cusum = new Cusum(0.001, 1);
    cusum.add(span(0), 0, 0, 2, 1);
    cusum.add(span(1), 2, 100_000, 0, 1);
    assertThat(cusum.onset()).isEmpty();
    cusum.add(span(2), 2, 0, 5, 1);
    cusum.add(span(3), 7, 0, 5, 1);
    assertThat(cusum.onset()).hasValue(START.plus(TICK.multipliedBy(2)));
    assertThat(cusum.badSinceOnset(12)).isEqualTo(10);
    cusum.reset();
    assertThat(cusum.onset()).isEmpty();
  }

  @Test
  void onset_targetSoLowThatBurnRatesDoNotExist_isEmpty() {
    Cusum cusum = new Cusum(0.6, 1);
    cusum.add(span(0), 0, 0, 50, 1);
    assertThat(cusum.onset()).isEmpty();
  }

  private static long errorSeconds(double perHour, double burn, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Cusum cusum = new Cusum(0.001, 1);
    int calm = 720;
    int burning = (int) Math.min(720, Math.max(12, 60_000 / perHour));
    long allBad = 0;
    for (int i = 1; i <= calm + burning; i++) {
      double errors = i > calm ? Math.min(1, burn * 0.001) : 0.0003;
      int events = 0;
      int bad = 0;
      for (double due = perHour / 360; due > random.nextDouble(); due--) {
        events++;
        bad += random.nextDouble() < errors ? 1 : 0;
      }
      cusum.add(span(i - 1), allBad, events - bad, bad, 1);
      allBad += bad;
    }
    Instant truth = START.plus(TICK.multipliedBy(calm));
    return Math.abs(Duration.between(truth, cusum.onset().orElse(START)).toSeconds());
  }

  private static Span span(int i) {
    Instant at = START.plus(TICK.multipliedBy(i));
    return Span.of(at.getEpochSecond() * 1_000_000_000L, TICK.toNanos(), TICK, at);
  }

  @Test
  void onset_afterLongOutage_isForgottenWithinFifteenThousandGoodEvents() {
    Cusum cusum = new Cusum(0.001, 1);
    cusum.add(span(0), 0, 0, 10_000, 1);
    cusum.add(span(1), 10_000, 16_000, 0, 1);
    assertThat(cusum.onset()).isEmpty();
  }

  @Test
  void add_clusteredErrors_moveTheSumsLess() {
    Cusum cusum = new Cusum(0.001, 1);
    cusum.add(span(0), 0, 0, 2, 1);
    cusum.add(span(1), 2, 2_000, 0, 10);
    assertThat(cusum.onset()).isPresent();
  }

  /** Ticks that cannot change a sum are not added; that must not be seen. */
  @ParameterizedTest
  @CsvSource({"0.001", "0.05", "0.3"})
  void sums_anyCourse_areThoseOfThePlainRecurrence(double allowed) {
    SplittableRandom random = new SplittableRandom(SEED);
    Cusum cusum = new Cusum(allowed, 1);
    PlainSums plain = new PlainSums(allowed);
    double share = 0;
    long badBefore = 0;
    for (int i = 0; i < 20_000; i++) {
      if (random.nextInt(40) == 0) {
        double[] shares = {0, allowed, 2 * allowed, 10 * allowed, 100 * allowed, 1};
        share = Math.min(1, shares[random.nextInt(shares.length)]);
      }
      long events = random.nextInt(500);
      long bad = Math.round(events * share * (0.8 + 0.2 * random.nextDouble()));
      double dispersion = random.nextInt(10) == 0 ? 3 : 1;
      if (random.nextInt(1_000) == 0) {
        cusum.reset();
        plain = new PlainSums(allowed);
      }
      cusum.add(span(i), badBefore, events - bad, bad, dispersion);
      plain.add(i, events - bad, bad, dispersion);
      badBefore += bad;
      double[] sums = cusum.sums().stream().mapToDouble(CourseHistory.Sum::value).toArray();
      assertThat(sums).as("tick %d, seed %d", i, SEED).containsExactly(plain.sums, within(1e-9));
      assertThat(cusum.onset()).isEqualTo(plain.onset());
    }
  }

  /** The recurrence of the class's Javadoc, every sum at every tick. */
  private static final class PlainSums {
    private static final double[] BURNS = {3, 6, 14.4, 60, 400};
    private final double[] sums = new double[BURNS.length];
    private final int[] rose = new int[BURNS.length];
    private final double allowed;

    PlainSums(double allowed) {
      this.allowed = allowed;
    }

    void add(int tick, long good, long bad, double dispersion) {
      for (int k = 0; k < BURNS.length; k++) {
        double burn = Math.min(BURNS[k], 0.5 / allowed);
        if (burn > 1) {
          double ofBad = Math.log(burn);
          double ofGood = Math.log((1 - burn * allowed) / (1 - allowed));
          double sum = sums[k] + (bad * ofBad + good * ofGood) / dispersion;
          rose[k] = sums[k] == 0 ? tick : rose[k];
          sums[k] = Math.max(0, Math.min(30, sum));
        }
      }
    }

    Optional<Instant> onset() {
      int largest = 0;
      for (int k = 1; k < sums.length; k++) {
        largest = sums[k] >= sums[largest] ? k : largest;
      }
      return sums[largest] == 0
          ? Optional.empty()
          : Optional.of(START.plus(TICK.multipliedBy(rose[largest])));
    }
  }
}
