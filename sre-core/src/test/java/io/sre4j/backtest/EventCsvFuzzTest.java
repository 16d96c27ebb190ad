package io.sre4j.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sre4j.slo.Slo;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The reader of event files under a coverage-guided fuzzer. As part of the tests it reads the files
 * below; with {@code JAZZER_FUZZ=1} it goes on from them.
 */
class EventCsvFuzzTest {
  private static final List<Slo> SLOS =
      List.of(Rows.latency(Rows.DRILL), Rows.availability(Rows.DRILL));
  private static final EventKinds KINDS = new EventKinds(SLOS);
  private static final long FIRST = 100_000_000_000L * 1_000_000;
  private static final long LAST = 8_836_000_000_001L * 1_000_000;
  private static final int SHORTEST_ROW = "0,bad\n".length();

  static Stream<byte[]> files() {
    byte[] plain = EventCsvMutationTest.VALID.getBytes(StandardCharsets.UTF_8);
    String sheet = "\ufeff\"outcome\",\"timestamp\"\r\n\r\n \"Bad\" , 2026-11-23T09:00Z \r\nGOOD,";
    return Stream.of(plain, Rows.zipped(plain), sheet.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("files")
  @Timeout(120)
  @FuzzTest(maxDuration = "20s")
  void bytes_any_areReadOrRefusedAsDeclared(byte[] bytes) throws IOException {
    long rows = 0;
    try {
      EventCsv csv = new EventCsv("events.csv", new ByteArrayInputStream(bytes), KINDS);
      while (csv.next()) {
        rows++;
        check(csv);
      }
    } catch (EventFileException e) {
      assertThat(e.getMessage()).startsWith("events.csv:").hasSizeLessThan(400);
      assertThat(e.line()).isPositive();
    }
    if (!isZipped(bytes)) {
      assertThat(rows * SHORTEST_ROW).isLessThanOrEqualTo(bytes.length);
    }
  }

  private static void check(EventCsv row) {
    assertThat(row.at()).isBetween(FIRST, LAST);
    assertThat(row.count()).isBetween(0, 1_000_000_000);
    if (row.watched() == EventKinds.NOT_WATCHED) {
      assertThat(row.kind()).isEqualTo(-1);
    } else {
      assertThat(row.watched()).isZero();
      assertThat(row.kind()).isBetween(0, KINDS.size() - 1);
    }
  }

  private static boolean isZipped(byte[] bytes) {
    return bytes.length > 1 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b;
  }
}
