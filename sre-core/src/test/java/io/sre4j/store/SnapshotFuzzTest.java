package io.sre4j.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sre4j.history.Snapshot;
import io.sre4j.slo.AlertPolicy;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import io.sre4j.slo.TimeWindow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The reader of snapshots under a coverage-guided fuzzer: a file as it is, and a body whose
 * checksum is made right, as no fuzzer finds one. As part of the tests it reads what an engine
 * wrote; with {@code JAZZER_FUZZ=1} it goes on from that.
 */
class SnapshotFuzzTest {
  private static final TimeWindow MONTH = TimeWindow.parse("month UTC");

  @TempDir static Path directory;

  /** A file, and bodies: one with much in it, one that is varied fast. */
  static Stream<byte[]> files() throws IOException {
    Slo small =
        Slo.builder("s")
            .objective(Objective.availability("e", Target.of("99%")))
            .window(MONTH)
            .alerting(AlertPolicy.preset("none", MONTH))
            .build();
    byte[] large = SnapshotFormatTest.written(directory, SnapshotFormatTest.SLOS, 8_000);
    byte[] fast = SnapshotFormatTest.written(directory.resolve("small"), List.of(small), 3);
    return Stream.of(large, body(large), body(fast));
  }

  private static byte[] body(byte[] file) {
    return Arrays.copyOfRange(file, SnapshotFormat.HEAD, file.length);
  }

  @MethodSource("files")
  @Timeout(120)
  @FuzzTest(maxDuration = "20s")
  void bytes_any_areReadOrRefusedAsDeclared(byte[] bytes) {
    readOrRefuse(bytes);
    readOrRefuse(SnapshotFormat.seal(bytes, 1, SnapshotFormat.VERSION));
  }

  private static void readOrRefuse(byte[] file) {
    Snapshot snapshot;
    try {
      snapshot = SnapshotFormat.read(file).open();
    } catch (CorruptSnapshotException e) {
      assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(200);
      return;
    }
    SnapshotFormatTest.use(snapshot);
    // A text that is none grows when it is written.
    if (!snapshot.toString().contains("\ufffd")) {
      assertThatCode(() -> readAgain(snapshot)).doesNotThrowAnyException();
    }
  }

  /** What was read is written so that it is read again. */
  private static void readAgain(Snapshot snapshot) throws CorruptSnapshotException {
    byte[] written = SnapshotFormat.encode(snapshot, 1);
    Snapshot again = SnapshotFormat.read(written).open();
    assertThat(SnapshotFormat.encode(again, 1)).isEqualTo(written);
  }
}
