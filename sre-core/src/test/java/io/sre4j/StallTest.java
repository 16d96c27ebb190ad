package io.sre4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A real process, really stopped: SIGSTOP for 20 seconds under load. */
@EnabledOnOs({OS.LINUX, OS.MAC})
@Tag("long")
class StallTest {
  private static final long STOPPED_SECONDS = 20;

  private final Process child;
  private final BufferedReader lines;
  private final List<String> transitions = new ArrayList<>();

  StallTest() throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    child =
        new ProcessBuilder(
                java, "-cp", System.getProperty("java.class.path"), StallChild.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    lines = child.inputReader(StandardCharsets.UTF_8);
  }

  @AfterEach
  void kill() {
    child.destroyForcibly();
  }

  @Test
  void sigstop_twentySecondsUnderLoad_gapShowsAndWindowsAreNotDiluted() throws Exception {
    Reading before = await(reading -> reading.recorded > 10_000 && reading.bad > 9_000);
    assertThat(before.state).isEqualTo("FIRING");
    assertThat(before.continuity).isGreaterThan(0.9);
    signal("STOP");
    assertThat(child.waitFor(STOPPED_SECONDS, TimeUnit.SECONDS)).isFalse();
    signal("CONT");
    Instant resumed = before.asOf.plusSeconds(STOPPED_SECONDS);
    Reading after = await(reading -> reading.asOf.isAfter(resumed.plusSeconds(2)));
    double passed = Duration.between(before.asOf, after.asOf).toMillis() / 1000.0;
    assertThat(after.state).isEqualTo("FROZEN");
    assertThat(transitions).contains("transition FIRING FROZEN");
    assertThat(after.coverage).isLessThan((30 - STOPPED_SECONDS + 2) / 30.0);
    // Of what was recorded before, only the part that 30 seconds still reach may be counted.
    double reached = Math.max(0, 30 - passed) * 1_000;
    double since = after.recorded - before.recorded;
    assertThat((double) after.bad).isBetween(since * 0.8, reached + since + 2_500);
    assertThat(await(reading -> reading.state.equals("FIRING")).continuity).isGreaterThan(0.3);
    assertThat(transitions).contains("transition FROZEN FIRING");
    assertTotalsEqual();
  }

  private void assertTotalsEqual() throws IOException {
    child.getOutputStream().close();
    String line = lines.readLine();
    while (line != null && !line.startsWith("total")) {
      line = lines.readLine();
    }
    assertThat(line).isNotNull();
    String[] totals = line.split(" ", -1);
    assertThat(totals[2]).as("counted by the engine").isEqualTo(totals[1]);
  }

  /** Asks the child until its answer will do, at most two minutes. */
  private Reading await(Predicate<Reading> enough) throws Exception {
    long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    Reading last = null;
    while (System.nanoTime() < deadline) {
      last = ask();
      if (enough.test(last)) {
        return last;
      }
      assertThat(child.waitFor(200, TimeUnit.MILLISECONDS)).as("the child ended").isFalse();
    }
    throw new AssertionError("waited in vain; last answer " + last);
  }

  private Reading ask() throws IOException {
    OutputStream input = child.getOutputStream();
    input.write('\n');
    input.flush();
    while (true) {
      String line = lines.readLine();
      if (line == null) {
        throw new IOException("the child ended");
      }
      if (line.startsWith("transition")) {
        transitions.add(line);
      } else if (line.startsWith("counts")) {
        return Reading.of(line.split(" ", -1));
      }
    }
  }

  private void signal(String name) throws Exception {
    String pid = Long.toString(child.pid());
    int exit = new ProcessBuilder("kill", "-" + name, pid).inheritIO().start().waitFor();
    assertThat(exit).isZero();
  }

  private record Reading(
      long bad, double coverage, double continuity, long recorded, String state, Instant asOf) {

    static Reading of(String[] words) {
      return new Reading(
          Long.parseLong(words[1]),
          Double.parseDouble(words[2]),
          Double.parseDouble(words[3]),
          Long.parseLong(words[4]),
          words[5],
          Instant.parse(words[6]));
    }
  }
}
