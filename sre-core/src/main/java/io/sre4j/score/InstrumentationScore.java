package io.sre4j.score;

import io.sre4j.slo.InvalidDefinitionException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The Instrumentation Score of what this process sends. Immutable.
 *
 * <p>With P passed and T assessed rules of each impact and its weight W (40, 30, 20, 10):
 *
 * <pre>100 x sum(P W) / sum(T W)</pre>
 *
 * <p>(instrumentation-score/spec, specification.md). Example there: 4 of 8 critical rules passed, 8
 * of 10 important, 6 of 8 normal and 1 of 5 low ones are 530 of 830, a score of 63.86. A rule that
 * nothing was seen of counts in neither sum. Other implementations see other processes, too: this
 * one is partial, and says so, as the specification demands.
 *
 * @param results one for each rule that was assessed, by id
 * @param rules how many rules the specification has
 */
public record InstrumentationScore(List<ScoreResult> results, int rules) {
  /** Nothing was assessed. */
  public static final InstrumentationScore NONE = of(List.of());

  /** Sorts the results. */
  public InstrumentationScore {
    results = results.stream().sorted(Comparator.comparing(result -> result.rule().id())).toList();
  }

  /**
   * The score of some results.
   *
   * @throws InvalidDefinitionException if two are of one rule, or one is of none of the
   *     specification
   */
  public static InstrumentationScore of(List<ScoreResult> results) {
    ScoreCatalog catalog = ScoreCatalog.current();
    Set<String> seen = new HashSet<>();
    for (ScoreResult result : results) {
      String id = result.rule().id();
      if (!catalog.rule(id).equals(result.rule()) || !seen.add(id)) {
        throw new InvalidDefinitionException("score.rule", id, "stands once, as specified");
      }
    }
    return new InstrumentationScore(results, catalog.rules().size());
  }

  /** From 0 to 100; NaN if nothing was assessed. */
  public double value() {
    long passed = weight(results.stream().filter(ScoreResult::isPassed).toList());
    long all = weight(results);
    return all == 0 ? Double.NaN : 100.0 * passed / all;
  }

  private static long weight(List<ScoreResult> results) {
    return results.stream().mapToLong(result -> result.rule().impact().weight()).sum();
  }

  /** {@code Instrumentation Score (partial, 7 of 19)}, or without partial if it has all. */
  public String title() {
    return results.size() == rules
        ? "Instrumentation Score"
        : "Instrumentation Score (partial, " + results.size() + " of " + rules + ")";
  }

  /** In one line: {@code Instrumentation Score (partial, 7 of 19): 63.86, Needs Improvement}. */
  public String describe() {
    return results.isEmpty()
        ? title() + ": not assessed"
        : String.format(
            Locale.ROOT, "%s: %.2f, %s", title(), value(), Category.of(value()).title());
  }
}
