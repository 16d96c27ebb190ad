package io.sre4j.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that judges generated files. Without it a test is skipped; in CI it fails. */
public record Tool(String program, String debianPackage) {
  public static final Tool PROMTOOL = new Tool("promtool", "prometheus");
  public static final Tool AMTOOL = new Tool("amtool", "prometheus-alertmanager");

  /** What it said, and whether it was content. */
  public record Verdict(boolean content, String said) {
    public void requireContent() {
      assertThat(content).as(said).isTrue();
    }

    public void requireComplaint() {
      assertThat(content).as("should have been refused; said: " + said).isFalse();
    }
  }

  /** Runs it in a directory. */
  public Verdict run(Path directory, String... arguments) {
    requireInstalled();
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(List.of(arguments));
    try {
      Path output = Files.createTempFile(directory, "said", ".txt");
      Process process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(2, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        fail(program + " took more than two minutes");
      }
      return new Verdict(
          process.exitValue() == 0, Files.readString(output, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Writes a file for the tool. */
  static Path write(Path directory, String name, String text) {
    try {
      return Files.writeString(directory.resolve(name), text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void requireInstalled() {
    if (isInstalled()) {
      return;
    }
    String reason = program + " is not installed; on Debian: apt-get install " + debianPackage;
    if (System.getenv("CI") != null) {
      fail(reason);
    }
    assumeTrue(false, reason);
  }

  private boolean isInstalled() {
    String path = System.getenv().getOrDefault("PATH", "");
    for (String directory : path.split(java.io.File.pathSeparator, -1)) {
      if (Files.isExecutable(Path.of(directory, program))) {
        return true;
      }
    }
    return false;
  }
}
