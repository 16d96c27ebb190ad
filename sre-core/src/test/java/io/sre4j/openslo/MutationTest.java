package io.sre4j.openslo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Valid documents with seeded damage, to their bytes and to their structure. */
class MutationTest {
  private static final int ROUNDS = 1_500;
  // A single document takes less than a millisecond; the bound only has to be no accident.
  private static final Duration SOON = Duration.ofSeconds(10);

  @ParameterizedTest
  @ValueSource(longs = {1, 20_261_123, 77})
  void bytes_damaged_areReadOrRefusedAsDeclared(long seed) {
    Random random = new Random(seed);
    int read = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] damaged = Mutations.bytes(random);
      read += check(damaged, "seed " + seed + ", round " + round);
    }
    assertThat(read).as("documents that are still right").isBetween(1, ROUNDS - 1);
  }

  @ParameterizedTest
  @ValueSource(longs = {2, 20_261_124, 78})
  void structure_changed_isReadOrRefusedAsDeclared(long seed) {
    Random random = new Random(seed);
    int read = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] changed = Mutations.structure(random);
      read += check(changed, "seed " + seed + ", round " + round);
    }
    assertThat(read).as("documents that are still right").isBetween(1, ROUNDS - 1);
  }

  private static int check(byte[] bytes, String what) {
    int read = 0;
    for (OpenSlo.Mode mode : OpenSlo.Mode.values()) {
      String name = what + ", " + mode;
      read +=
          Assertions.assertTimeout(
              SOON, () -> Invariants.readOrRefuse(mode, bytes, name) ? 1 : 0, name);
    }
    return read == OpenSlo.Mode.values().length ? 1 : 0;
  }

  @ParameterizedTest
  @ValueSource(strings = {"example", "slo", "latency", "slices", "policy", "fleet", "list"})
  void document_cutAtEveryByte_isReadOrRefusedAsDeclared(String name) {
    byte[] whole = Documents.text(name).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    for (int length = 0; length <= whole.length; length++) {
      byte[] cut = java.util.Arrays.copyOf(whole, length);
      Invariants.readOrRefuse(OpenSlo.Mode.LENIENT, cut, name + " cut at " + length);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"example", "composite"})
  void document_withEachLineLeftOut_isReadOrRefusedAsDeclared(String name) {
    List<String> lines = Documents.text(name).lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      List<String> others = new java.util.ArrayList<>(lines);
      others.remove(i);
      byte[] bytes = String.join("\n", others).getBytes(java.nio.charset.StandardCharsets.UTF_8);
      Invariants.readOrRefuse(OpenSlo.Mode.STRICT, bytes, name + " without line " + (i + 1));
    }
  }
}
