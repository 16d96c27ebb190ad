package io.sre4j.benchmarks.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoadedEngineTest {

  @Test
  void bytesEach_sameLoadTwice_isTheSame() throws Exception {
    assertThat(LoadedEngine.bytesEach(Shape.DISTRIBUTION, 3, 2))
        .isEqualTo(LoadedEngine.bytesEach(Shape.DISTRIBUTION, 3, 2));
  }

  @Test
  void bytesEach_moreToRemember_isMore() throws Exception {
    long alone = LoadedEngine.bytesEach(Shape.SLI, 3, 2);
    long judged = LoadedEngine.bytesEach(Shape.AVAILABILITY, 3, 2);
    assertThat(alone).isPositive();
    assertThat(judged).isGreaterThan(alone);
    assertThat(LoadedEngine.bytesEach(Shape.DISTRIBUTION, 3, 2)).isGreaterThan(judged);
    assertThat(LoadedEngine.bytesEach(Shape.CAUSES, 3, 2)).isGreaterThan(judged);
    assertThat(LoadedEngine.bytesEach(Shape.AVAILABILITY, 3, 64)).isGreaterThan(judged);
  }
}
