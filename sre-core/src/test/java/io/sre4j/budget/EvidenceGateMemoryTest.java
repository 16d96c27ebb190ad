package io.sre4j.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A gate that remembers, against one that works everything out. */
class EvidenceGateMemoryTest {
  private static final long SEED = 77;

  @ParameterizedTest
  @ValueSource(doubles = {0.02, 3, 40, 450, 700, 6_000})
  void passes_inputsThatWander_answersLikeTheGateItself(double mean) {
    for (int place = 0; place < 4; place++) {
      SplittableRandom random = new SplittableRandom(SEED);
      EvidenceGate gate = new EvidenceGate(place);
      double expected = mean;
      int passed = 0;
      for (int i = 0; i < 5_000; i++) {
        double step = random.nextInt(200) == 0 ? 0.5 : 0.01;
        expected = Math.max(0, expected * (1 + step * (random.nextDouble() * 2 - 1)));
        double dispersion = i / 700 % 2 == 0 ? 1 : 10;
        long required = EvidenceGate.requiredBad(expected, dispersion, place);
        double observed = Math.max(0, required + random.nextInt(-3, 4) * (1 + i / 1_000));
        boolean truth = observed >= required;
        assertThat(gate.passes(observed, expected, dispersion))
            .as("seed %d, place %d, look %d, expected %s", SEED, place, i, expected)
            .isEqualTo(truth);
        passed += truth ? 1 : 0;
      }
      assertThat(passed).isBetween(1_000, 4_000);
    }
  }
}
