package io.sre4j.score;

import io.sre4j.facts.ResourceFacts;
import io.sre4j.slo.InvalidDefinitionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Where adapters say what they saw of the rules of the score. Thread-safe.
 *
 * <p>A rule is assessed once something was inspected, and passes while nothing failed: since the
 * process began, where the specification says 30 days.
 */
public final class ScoreBoard {
  private final Map<String, Check> checks = new TreeMap<>();

  /** Starts with nothing assessed. */
  public ScoreBoard() {
    ScoreCatalog.current().rules().forEach(rule -> checks.put(rule.id(), new Check(rule)));
  }

  /**
   * Where to say what was seen of one rule; look it up once.
   *
   * @throws InvalidDefinitionException if the specification has no rule of that id
   */
  public Check of(String id) {
    Check check = checks.get(ScoreCatalog.current().rule(id).id());
    if (check == null) {
      throw new InvalidDefinitionException("score.rule", id, "is no rule");
    }
    return check;
  }

  /** The score now, with what the resource decides. */
  public InstrumentationScore score(Optional<ResourceFacts> resource) {
    List<ScoreResult> results = new ArrayList<>();
    resource.ifPresent(known -> results.addAll(ResourceScore.of(known)));
    List<ScoreRule> decided = results.stream().map(ScoreResult::rule).toList();
    for (Check check : checks.values()) {
      if (!decided.contains(check.rule)) {
        check.result().ifPresent(results::add);
      }
    }
    return InstrumentationScore.of(results);
  }

  /** What was seen of one rule. Wait-free; allocates nothing. */
  public static final class Check {
    private final ScoreRule rule;
    private final AtomicLong inspected = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private volatile @Nullable String example;

    private Check(ScoreRule rule) {
      this.rule = rule;
    }

    /** Counts one that was looked at. */
    public void inspected() {
      inspected.incrementAndGet();
    }

    /**
     * Counts one that fails; it is inspected as well.
     *
     * @param example which, in a few words; the first one is kept
     */
    public void failed(String example) {
      if (failed.getAndIncrement() == 0) {
        this.example = example;
      }
    }

    private Optional<ScoreResult> result() {
      long wrong = failed.get();
      long all = Math.max(wrong, inspected.get());
      if (all == 0) {
        return Optional.empty();
      }
      String reason = wrong + " of " + all + " fail" + (wrong == 0 ? "" : ", such as " + example);
      return Optional.of(new ScoreResult(rule, wrong == 0, reason));
    }
  }
}
