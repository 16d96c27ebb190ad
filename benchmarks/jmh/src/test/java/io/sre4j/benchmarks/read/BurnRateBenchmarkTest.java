package io.sre4j.benchmarks.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BurnRateBenchmarkTest {

  @Test
  void allBurnRates_oneBadOfAThousand_eightWindowsBurnAsAllowed() {
    BurnRateBenchmark.Ours ours = new BurnRateBenchmark.Ours();
    ours.pass();

    assertThat(ours.rates.size()).isEqualTo(BurnRateBenchmark.WINDOWS);
    for (int i = 0; i < BurnRateBenchmark.WINDOWS; i++) {
      assertThat(ours.rates.rate(i)).isCloseTo(1, within(1e-9));
    }
    ours.close();
  }

  @Test
  void eightResilience4jSnapshots_filled_areEight() {
    assertThat(new BurnRateBenchmark.Resilience4j().windows.failed())
        .isEqualTo(BurnRateBenchmark.WINDOWS);
  }
}
