package io.sre4j.races;

import static java.util.Comparator.comparing;

import java.util.Collection;
import java.util.List;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.TestResult;

/**
 * What became of one test in all its forks.
 *
 * @param name of the test's class, without its package
 * @param samples outcomes seen
 * @param forbidden those of them that are forbidden
 * @param ran whether every fork ended as it should
 */
record Verdict(String name, long samples, long forbidden, boolean ran)
    implements Comparable<Verdict> {
  private static final String TWINS = "Wrong";

  static Verdict of(String test, Collection<TestResult> results) {
    List<TestResult> forks = results.stream().filter(r -> r.getName().equals(test)).toList();
    return new Verdict(
        test.replaceFirst("^[a-z0-9.]+", ""),
        forks.stream().mapToLong(TestResult::getTotalCount).sum(),
        forks.stream().mapToLong(Verdict::forbidden).sum(),
        !forks.isEmpty() && forks.stream().allMatch(r -> r.status() == Status.NORMAL));
  }

  private static long forbidden(TestResult fork) {
    return fork.grading().gradingResults.values().stream()
        .filter(outcome -> outcome.expect == Expect.FORBIDDEN)
        .mapToLong(outcome -> outcome.count)
        .sum();
  }

  boolean isTwin() {
    return name.startsWith(TWINS);
  }

  boolean asItMustBe() {
    return ran && samples > 0 && isTwin() == forbidden > 0;
  }

  private String words() {
    if (!ran || samples == 0) {
      return "DID NOT RUN";
    }
    if (isTwin()) {
      return forbidden > 0 ? "caught" : "NOT CAUGHT";
    }
    return forbidden > 0 ? "FAILED" : "passed";
  }

  /** Real tests first. */
  @Override
  public int compareTo(Verdict other) {
    return comparing(Verdict::isTwin).thenComparing(Verdict::name).compare(this, other);
  }

  @Override
  public String toString() {
    return String.format("%-35s %,12d %,12d  %s", name, samples, forbidden, words());
  }
}
