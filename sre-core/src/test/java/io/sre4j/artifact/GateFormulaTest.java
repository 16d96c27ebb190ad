package io.sre4j.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.budget.EvidenceGate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The closed form against the exact sum of Poisson probabilities. */
class GateFormulaTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15})
  void limit_anyExpectation_neverLessThanExactAndAtMostAFewMore(int place) {
    Gate gate = new Gate(place, 1);
    for (double expected = 1e-4; expected < 1_000; expected *= 1.003) {
      long exact = EvidenceGate.requiredBad(expected, 1, place);
      long required = (long) Math.floor(gate.limit(expected)) + 1;
      assertThat(required - exact)
          .as("mu " + expected)
          .isBetween(expected > 500 ? -1L : 0L, place < 4 ? 3L : 7L);
    }
  }

  @ParameterizedTest
  @CsvSource({"2", "5", "10"})
  void limit_clusteredErrors_withinThreeClustersOfExact(double dispersion) {
    Gate gate = new Gate(0, dispersion);
    for (double expected = 0.01; expected < 1_000; expected *= 1.01) {
      long exact = EvidenceGate.requiredBad(expected, dispersion, 0);
      long required = (long) Math.floor(gate.limit(expected)) + 1;
      assertThat(required - exact)
          .as("mu " + expected)
          .isBetween((long) -dispersion, (long) (3 * dispersion));
    }
  }

  @Test
  void limit_asPromql_isThePublishedFormula() {
    assertThat(new Gate(0, 1).limit("mu")).isEqualTo("mu + 3.72 * sqrt(mu) + 3.14");
  }
}
