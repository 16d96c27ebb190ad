package io.sre4j.openslo;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Timeout;

/**
 * The reader under a coverage-guided fuzzer. As part of the tests it replays the kept inputs; with
 * {@code JAZZER_FUZZ=1} it searches for new ones.
 */
class OpenSloFuzzTest {

  @Timeout(120)
  @FuzzTest(maxDuration = "20s")
  void bytes_any_areReadOrRefusedAsDeclared(byte[] bytes) {
    for (OpenSlo.Mode mode : OpenSlo.Mode.values()) {
      Invariants.readOrRefuse(mode, bytes, "fuzzed input");
    }
  }
}
