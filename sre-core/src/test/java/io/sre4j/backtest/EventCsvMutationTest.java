package io.sre4j.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.slo.Slo;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Files that somebody broke: read, or refused with the declared exceptions, soon. */
class EventCsvMutationTest {
  private static final long SEED = 20_261_123;
  private static final int ROUNDS = 20_000;
  private static final String[] TOKENS = {
    ",",
    "\n",
    "\r\n",
    "\"",
    "1e999",
    "-1",
    "9999999999999999999999",
    "NaN",
    "\u0000",
    "\ufeff",
    "timestamp",
    "good",
    "bad",
    "excluded",
    "2026-11-23T09:00:00Z",
    "1795424400000",
    "T",
    ".",
    "Z",
    "+18:00",
    "0",
    "1000000000",
    "checkout"
  };
  static final String VALID =
      """
      timestamp,outcome,latency_ms,count,sli
      2026-11-23T09:00:00Z,good,12.5,,checkout
      1795424401000,bad,,3,checkout
      2026-11-23T09:00:02.25Z,good,300.000001,17,checkout
      2026-11-23T10:00:01+01:00,excluded,0,0,other
      2026-11-23T09:01:07.123456789Z,good,1e2,2,
      """;

  @Test
  @Timeout(120)
  void run_mutatedFiles_readOrRefusedAsDeclared() throws IOException {
    System.out.println("seed " + SEED);
    SplittableRandom random = new SplittableRandom(SEED);
    Backtest backtest =
        Backtest.of(List.<Slo>of(Rows.latency(Rows.DRILL)))
            .tick(Duration.ofMinutes(1))
            .timeline(Duration.ofMinutes(1));
    byte[] plain = VALID.getBytes(StandardCharsets.UTF_8);
    int read = 0;
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      boolean isZipped = round % 8 == 0;
      byte[] bytes = mutated(isZipped ? Rows.zipped(plain) : plain, random);
      try {
        backtest.run("events.csv", new ByteArrayInputStream(bytes));
        read++;
      } catch (EventFileException e) {
        refused++;
        assertThat(e.getMessage()).startsWith("events.csv:").hasSizeLessThan(400);
      }
    }
    System.out.println(read + " read, " + refused + " refused");
    assertThat(read).isPositive();
    assertThat(refused).isPositive();
  }

  private static byte[] mutated(byte[] original, SplittableRandom random) {
    byte[] bytes = original;
    for (int i = 1 + random.nextInt(4); i > 0 && bytes.length > 0; i--) {
      int at = random.nextInt(bytes.length);
      bytes =
          switch (random.nextInt(5)) {
            case 0 -> flipped(bytes, at, random);
            case 1 -> Arrays.copyOf(bytes, at);
            case 2 -> spliced(bytes, at, at + random.nextInt(8), new byte[0]);
            case 3 -> {
              int to = Math.min(bytes.length, at + random.nextInt(60));
              yield spliced(bytes, at, at, Arrays.copyOfRange(bytes, at, to));
            }
            default -> {
              String token = TOKENS[random.nextInt(TOKENS.length)];
              yield spliced(
                  bytes, at, at + random.nextInt(3), token.getBytes(StandardCharsets.UTF_8));
            }
          };
    }
    return bytes;
  }

  private static byte[] flipped(byte[] bytes, int at, SplittableRandom random) {
    byte[] copy = bytes.clone();
    copy[at] = (byte) random.nextInt(256);
    return copy;
  }

  private static byte[] spliced(byte[] bytes, int from, int to, byte[] with) {
    int end = Math.min(bytes.length, to);
    byte[] copy = Arrays.copyOf(bytes, bytes.length - (end - from) + with.length);
    System.arraycopy(with, 0, copy, from, with.length);
    System.arraycopy(bytes, end, copy, from + with.length, bytes.length - end);
    return copy;
  }
}
