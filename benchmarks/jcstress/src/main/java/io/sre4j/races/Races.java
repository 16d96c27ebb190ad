package io.sre4j.races;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openjdk.jcstress.JCStress;
import org.openjdk.jcstress.Options;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;

/**
 * Runs all races in jcstress and judges them: real tests must pass, wrong twins must be caught.
 *
 * <p>{@code Races --short|--full <directory for results>}. Exit status 0 if all is as it must be.
 */
public final class Races {
  /** One way to compile and one fork: for a gate. */
  private static final List<String> SHORT =
      List.of(
          ("-f 1 -iters 1 -time 500 -strideCount 10 -pth false -sc false -jvmArgs -Xshare:auto")
              .split(" "));

  /** All ways to compile the actors that jcstress knows. */
  private static final List<String> FULL = List.of("-m", "default");

  private Races() {}

  /** Runs them. */
  public static void main(String[] args) throws Exception {
    if (args.length != 2 || !Set.of("--short", "--full").contains(args[0])) {
      System.err.println("races: --short or --full, and a directory for the results");
      System.exit(2);
    }
    Path directory = Path.of(args[1]);
    Files.createDirectories(directory);
    boolean passed = judge(run(args[0].equals("--short") ? SHORT : FULL, directory));
    System.exit(passed ? 0 : 1);
  }

  private static Verdicts run(List<String> mode, Path directory) throws Exception {
    PrintStream console = System.out;
    Path log = directory.resolve("jcstress.log");
    try (PrintStream out = new PrintStream(log.toFile(), StandardCharsets.UTF_8)) {
      System.setOut(out);
      Options options = new Options(options(mode, directory));
      if (!options.parse()) {
        throw new IllegalArgumentException("jcstress does not know an option of " + mode);
      }
      JCStress jcstress = new JCStress(options);
      runToTheEnd(jcstress);
      return new Verdicts(jcstress.getTests(), results(options), log);
    } finally {
      System.setOut(console);
    }
  }

  private static void runToTheEnd(JCStress jcstress) throws Exception {
    try {
      jcstress.run();
    } catch (AssertionError failures) {
      // Its last step, when all results are written, is to throw if tests failed, as twins must.
      System.out.println(failures.getMessage());
    }
  }

  private static String[] options(List<String> mode, Path directory) {
    return Stream.concat(
            mode.stream(), Stream.of("-c", "2", "-t", "io.sre4j", "-r", directory + "/"))
        .toArray(String[]::new);
  }

  private static Collection<TestResult> results(Options options)
      throws IOException, ClassNotFoundException {
    Path file = Path.of(options.getResultFile());
    InProcessCollector collector = new InProcessCollector();
    DiskReadCollector reader = new DiskReadCollector(file.toString(), collector);
    reader.dump();
    reader.close();
    Files.delete(file);
    return collector.getTestResults();
  }

  private static boolean judge(Verdicts verdicts) {
    List<Verdict> all = verdicts.all();
    System.out.printf("%-35s %12s %12s  %s%n", "test", "samples", "forbidden", "verdict");
    all.forEach(System.out::println);
    List<Verdict> bad = all.stream().filter(verdict -> !verdict.asItMustBe()).toList();
    long twins = all.stream().filter(Verdict::isTwin).count();
    System.out.printf(
        "races: %d real tests, %d wrong twins; %d not as they must be%n",
        all.size() - twins, twins, bad.size());
    if (!bad.isEmpty()) {
      System.out.println("See " + verdicts.log() + " about " + names(bad));
    }
    return bad.isEmpty() && twins > 0 && twins < all.size();
  }

  private static String names(List<Verdict> verdicts) {
    return verdicts.stream().map(Verdict::name).collect(Collectors.joining(", "));
  }

  /** What jcstress found, and what it was asked for. */
  private record Verdicts(Set<String> tests, Collection<TestResult> results, Path log) {
    List<Verdict> all() {
      return tests.stream().map(test -> Verdict.of(test, results)).sorted().toList();
    }
  }
}
