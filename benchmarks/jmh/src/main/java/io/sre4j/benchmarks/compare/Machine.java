package io.sre4j.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.stream.Stream;

/**
 * Where and when something was measured.
 *
 * @param jvm vendor's name and version
 * @param cpu the processor's name, if the system tells it
 * @param cores how many processors the JVM may use
 * @param os name and version
 * @param date in UTC
 * @param commit what was measured
 */
record Machine(String jvm, String cpu, int cores, String os, LocalDate date, String commit) {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  /** This one, now. */
  static Machine current(String commit) {
    return new Machine(
        System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
        cpuName(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        LocalDate.now(Clock.systemUTC()),
        commit);
  }

  private static String cpuName() {
    try (Stream<String> lines = Files.lines(CPU_INFO)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }
}
