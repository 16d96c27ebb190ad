package io.sre4j.benchmarks.compare;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Another program that measures and prints a figure to a line, {@code name value} or {@code name
 * median min max}. Its other lines are passed on as progress.
 */
final class FigureSource {
  private static final String NUMBER = "([-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?)";
  private static final Pattern LINE =
      Pattern.compile("(\\S+)\\s+" + NUMBER + "(?:\\s+" + NUMBER + "\\s+" + NUMBER + ")?\\s*");

  private final String step;
  private final List<String> command;
  private final Duration patience;

  /**
   * A program that has not run yet.
   *
   * @param step what its figures' names begin with
   * @param patience how long it may take
   */
  FigureSource(String step, List<String> command, Duration patience) {
    this.step = step;
    this.command = command;
    this.patience = patience;
  }

  /** Runs the program and takes over its figures, or why there are none. */
  void run(Measurements into, PrintStream progress) {
    progress.println(step + ": " + String.join(" ", command));
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS)
          .execute(() -> end(process));
      Map<String, Spread> figures = read(process, progress);
      int status = process.waitFor();
      if (status == 0) {
        into.addFigures(step, figures);
      } else {
        into.failed(step, command.get(0) + " ended with status " + status);
      }
    } catch (IOException e) {
      into.failed(step, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      into.failed(step, "interrupted");
    }
  }

  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
  }

  private static Map<String, Spread> read(Process process, PrintStream progress)
      throws IOException {
    Map<String, Spread> figures = new LinkedHashMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher matcher = LINE.matcher(line);
        if (matcher.matches()) {
          figures.put(matcher.group(1), spread(matcher));
        } else {
          progress.println(line);
        }
      }
    }
    return figures;
  }

  private static Spread spread(Matcher line) {
    double median = Double.parseDouble(line.group(2));
    return line.group(3) == null
        ? Spread.of(median)
        : new Spread(median, Double.parseDouble(line.group(3)), Double.parseDouble(line.group(4)));
  }
}
