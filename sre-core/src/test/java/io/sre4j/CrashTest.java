package io.sre4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real processes, killed with kill -9 at random instants under load, their start included, and
 * compared with what they logged themselves. {@code -Dsre4j.crash.rounds=100} makes it 100 rounds.
 */
@EnabledOnOs({OS.LINUX, OS.MAC})
class CrashTest {
  private static final int ROUNDS = Integer.getInteger("sre4j.crash.rounds", 6);
  private static final long SEED = Long.getLong("sre4j.crash.seed", 20_261_123L);

  @TempDir Path directory;

  @Test
  void kill_atAnyInstant_neverMoreThanRecordedAndAtMostOneIntervalLess() throws Exception {
    System.out.println(ROUNDS + " rounds, seed " + SEED);
    ExecutorService both = Executors.newFixedThreadPool(2);
    try {
      Future<Lane> first = both.submit(new Lane(directory, 1));
      Future<Lane> second = both.submit(new Lane(directory, 2));
      Lane one = first.get(10, TimeUnit.MINUTES);
      Lane other = second.get(10, TimeUnit.MINUTES);
      System.out.println(one + "; " + other);
      assertThat(one.sum + other.sum).isPositive();
      assertThat(one.ready + other.ready).isGreaterThan(ROUNDS / 2);
    } finally {
      both.shutdownNow();
    }
  }

  /** One process after another, over one slot. */
  private static final class Lane implements Callable<Lane> {
    private final SplittableRandom random;
    private final Path store;
    private final Path log;
    private final Path errors;
    // What the next process has to find, at least and at most.
    private long least;
    private long most;
    private long sum;
    private long longestLoss;
    private int ready;
    private ByteBuffer before;
    private long killedBefore;

    Lane(Path directory, int number) {
      random = new SplittableRandom(SEED + number);
      store = directory.resolve("store-" + number);
      log = directory.resolve("log-" + number);
      errors = directory.resolve("errors-" + number);
    }

    @Override
    public Lane call() throws Exception {
      for (int round = 0; round < ROUNDS / 2; round++) {
        run(round, random.nextLong(50, 1_500));
      }
      run(ROUNDS, 3_000);
      assertThat(sum).isPositive();
      return this;
    }

    private void run(int round, long millis) throws Exception {
      Files.write(log, new byte[CrashChild.LOG_BYTES]);
      Process child = start();
      boolean ended = child.waitFor(millis, TimeUnit.MILLISECONDS);
      for (int i = 0; round == ROUNDS && read().getLong(CrashChild.READY) == 0 && i < 600; i++) {
        ended |= child.waitFor(100, TimeUnit.MILLISECONDS);
      }
      long killedAt = System.currentTimeMillis();
      child.destroyForcibly().waitFor();
      String where = "seed " + SEED + ", round " + round + ", " + Files.readString(errors);
      assertThat(ended).as(where).isFalse();
      ByteBuffer left = read();
      if (left.getLong(CrashChild.READY) == 0) {
        assertThat(round).as(where).isNotEqualTo(ROUNDS);
        return;
      }
      ready++;
      long restored = left.getLong(CrashChild.RESTORED);
      assertThat(restored).as(where).isBetween(least, most);
      sum += left.getLong(CrashChild.RECORDED);
      if (before != null) {
        long lost = killedBefore - timeOf(before, restored - before.getLong(CrashChild.RESTORED));
        longestLoss = Math.max(longestLoss, lost);
      }
      before = left;
      killedBefore = killedAt;
      least = restored + recordedBy(left, killedAt - CrashChild.LOSS.toMillis());
      most = restored + left.getLong(CrashChild.ATTEMPTED);
    }

    private ByteBuffer read() throws IOException {
      return ByteBuffer.wrap(Files.readAllBytes(log));
    }

    /** What the process had recorded at an instant; less if it, or the machine, stalled then. */
    private static long recordedBy(ByteBuffer left, long instant) {
      int samples = (int) left.getLong(CrashChild.SAMPLED);
      long stall = 0;
      for (int i = 1; i < samples; i++) {
        stall = Math.max(stall, at(left, i) - at(left, i - 1));
      }
      long recorded = 0;
      for (int i = 0; i < samples && at(left, i) <= instant - stall; i++) {
        recorded = left.getLong(CrashChild.FIRST_SAMPLE + 16 * i + 8);
      }
      return recorded;
    }

    /** When the process had recorded so many, or soon after. */
    private static long timeOf(ByteBuffer left, long recorded) {
      int samples = (int) left.getLong(CrashChild.SAMPLED);
      int i = 0;
      while (i < samples - 1 && left.getLong(CrashChild.FIRST_SAMPLE + 16 * i + 8) < recorded) {
        i++;
      }
      return at(left, i);
    }

    private static long at(ByteBuffer left, int sample) {
      return left.getLong(CrashChild.FIRST_SAMPLE + 16 * sample);
    }

    private Process start() throws IOException {
      return new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-XX:TieredStopAtLevel=1",
              "-XX:+UseSerialGC",
              "-Xmx64m",
              "-cp",
              System.getProperty("java.class.path"),
              CrashChild.class.getName(),
              store.toString(),
              log.toString())
          .redirectErrorStream(true)
          .redirectOutput(errors.toFile())
          .start();
    }

    @Override
    public String toString() {
      return ready
          + " processes were killed at work, "
          + sum
          + " events recorded, the longest loss was of "
          + longestLoss
          + " ms";
    }
  }
}
