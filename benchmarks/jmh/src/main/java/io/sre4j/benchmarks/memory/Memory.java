package io.sre4j.benchmarks.memory;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Prints the retained bytes of every shape at every number of threads, a figure to a line. */
public final class Memory {
  private static final int SLIS = 20;
  private static final int FIRST_THAT_WARNS_OF_UNSAFE = 23;

  private Memory() {}

  /** The command that runs this in a JVM of its own, with what JOL needs to be exact and quiet. */
  public static List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Djdk.attach.allowAttachSelf=true");
    command.add("-XX:+EnableDynamicAgentLoading");
    command.add("-Djol.magicFieldOffset=true");
    if (Runtime.version().feature() >= FIRST_THAT_WARNS_OF_UNSAFE) {
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Memory.class.getName()));
    return command;
  }

  /** Measures; takes no arguments. */
  public static void main(String[] arguments) throws Exception {
    for (Shape shape : Shape.values()) {
      for (int threads : Shape.THREADS) {
        System.out.println(
            shape.figure(threads) + " " + LoadedEngine.bytesEach(shape, SLIS, threads));
      }
    }
  }
}
