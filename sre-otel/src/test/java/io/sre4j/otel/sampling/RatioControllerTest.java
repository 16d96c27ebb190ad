package io.sre4j.otel.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RatioControllerTest {
  private static final double PAGE = 14.4;
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final long SEED = 7;

  private final RatioController controller = new RatioController();
  private long nanos = -3;

  private int tick(double burn) {
    nanos += SECOND;
    return controller.next(burn, PAGE, nanos);
  }

  @ParameterizedTest
  @CsvSource({"0,0", "1,0", "1.01,1", "3,4", "14.39,8", "14.4,8", "1000,8"})
  void wanted_burnRate_isByTheLogarithm(double burn, int level) {
    assertThat(RatioController.wanted(burn, PAGE)).isEqualTo(level);
  }

  @Test
  void next_step_isUpAtOnceAndDownInEightMinutes() {
    assertThat(tick(20)).isEqualTo(8);
    int seconds = 0;
    while (tick(0) > 0) {
      seconds++;
    }
    assertThat(seconds).isBetween(7 * 60, 8 * 60 + 1);
  }

  @Test
  void next_nothingCounted_stays() {
    assertThat(tick(20)).isEqualTo(8);
    for (int i = 0; i < 1_000; i++) {
      assertThat(tick(Double.NaN)).isEqualTo(8);
    }
  }

  @Test
  void next_noiseAroundOne_changesAtMostOnceAMinute() {
    SplittableRandom random = new SplittableRandom(SEED);
    int changes = 0;
    int minutes = 60;
    int level = tick(1);
    for (int i = 0; i < minutes * 60; i++) {
      int next = tick(0.8 + 0.4 * random.nextDouble());
      changes += next == level ? 0 : 1;
      level = next;
    }
    assertThat(changes).as("seed " + SEED).isLessThanOrEqualTo(minutes);
  }
}
