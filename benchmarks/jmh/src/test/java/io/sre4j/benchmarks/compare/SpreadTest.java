package io.sre4j.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class SpreadTest {

  @Test
  void of_oddCount_isTheMiddleOneAndTheOutermost() {
    assertThat(Spread.of(0.7, 0.2, 0.3)).isEqualTo(new Spread(0.3, 0.2, 0.7));
  }

  @Test
  void of_evenCount_isBetweenTheTwoInTheMiddle() {
    assertThat(Spread.of(8, 1, 2, 4)).isEqualTo(new Spread(3, 1, 8));
  }

  @Test
  void of_nothing_throws() {
    assertThatIllegalArgumentException().isThrownBy(() -> Spread.of());
  }
}
