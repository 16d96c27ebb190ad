package io.sre4j.example.checkout;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.SimpleCommandLinePropertySource;

/**
 * What the command line asks for.
 *
 * @param once whether to end after the check, instead of staying up
 * @param cycles how often the schedule is played, from 1 on
 * @param port where the shop is to listen
 * @param record the file to record events in; none unless asked for
 */
record Options(boolean once, int cycles, int port, @Nullable Path record) {
  static final int DEFAULT_PORT = 8080;
  static final int ANY_PORT = 0;

  /** Within the hour that the drill's budget is counted over. */
  private static final int MAX_CYCLES = 20;

  static final List<String> USAGE =
      List.of(
          "Usage: java -jar checkout.jar [--once] [--cycles=1] [--record=FILE] [--server.port=8080]",
          "  --once         end after the check, with exit code 0 if the counts agree, else 1",
          "  --cycles       how often the schedule is played before the check",
          "  --record       writes what every tick counted into a CSV file, for a backtest",
          "  --server.port  where the shop listens; another port if it is taken");

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException if an option is unknown or has a wrong value
   */
  static Options parse(String... args) {
    SimpleCommandLinePropertySource given = new SimpleCommandLinePropertySource(args);
    for (String name : given.getPropertyNames()) {
      if (!List.of("once", "cycles", "record", "server.port").contains(name)) {
        throw new IllegalArgumentException("There is no option --" + name);
      }
    }
    String record = given.getProperty("record");
    if (record != null && record.isBlank()) {
      throw new IllegalArgumentException(
          "--record: write the name of a file, as in --record=events.csv");
    }
    return new Options(
        given.containsProperty("once"),
        number("cycles", given.getProperty("cycles"), 1, 1, MAX_CYCLES),
        number("server.port", given.getProperty("server.port"), DEFAULT_PORT, 0, 65_535),
        record == null ? null : Path.of(record));
  }

  /** The port, or {@link #ANY_PORT} if somebody else has it. */
  static int ifFree(int port) {
    try (ServerSocket probe = new ServerSocket(port)) {
      return probe.isBound() ? port : ANY_PORT;
    } catch (IOException taken) {
      return ANY_PORT;
    }
  }

  private static int number(String name, @Nullable String text, int unset, int min, int max) {
    if (text == null) {
      return unset;
    }
    try {
      int value = Integer.parseInt(text);
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Said below, with the range.
    }
    throw new IllegalArgumentException(
        "--" + name + "=" + text + ": write a number from " + min + " to " + max);
  }
}
