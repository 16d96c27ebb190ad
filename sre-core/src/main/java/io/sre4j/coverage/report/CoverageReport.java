package io.sre4j.coverage.report;

import io.sre4j.finding.Finding;
import io.sre4j.finding.FindingState;
import io.sre4j.finding.Hook;
import io.sre4j.finding.Verdict;
import io.sre4j.score.InstrumentationScore;
import io.sre4j.slo.InvalidDefinitionException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * What one inspection saw and judged. Immutable.
 *
 * @param asOf when it was made
 * @param isWarm whether the warm-up is over; before, no rule says anything
 * @param slis one for each SLI, by name
 * @param routes one for each route, by name
 * @param verdicts one for each rule, by number
 * @param score the Instrumentation Score, in which none of these rules has a part
 */
public record CoverageReport(
    Instant asOf,
    boolean isWarm,
    List<SliCoverage> slis,
    List<RouteCoverage> routes,
    List<Verdict> verdicts,
    InstrumentationScore score) {

  private static final Set<Hook> WITHOUT_TRAFFIC =
      Set.of(Hook.SETUP, Hook.RESOURCE, Hook.INVENTORY);

  /** Copies the lists. */
  public CoverageReport {
    slis = List.copyOf(slis);
    routes = List.copyOf(routes);
    verdicts = List.copyOf(verdicts);
  }

  /** All findings, the worst first. */
  public List<Finding> findings() {
    return verdicts.stream()
        .flatMap(verdict -> verdict.findings().stream())
        .sorted(Comparator.comparing(Finding::level))
        .toList();
  }

  /**
   * What one rule said.
   *
   * @param rule its id: {@code SRE-001}
   * @throws InvalidDefinitionException if there is no such rule
   */
  public Verdict verdict(String rule) {
    return verdicts.stream()
        .filter(verdict -> verdict.rule().id().equals(rule))
        .findFirst()
        .orElseThrow(() -> new InvalidDefinitionException("rule", rule, "is no rule"));
  }

  /**
   * Whether any rule has seen enough to say that all is well, or that it is not. Rules that judge
   * how the process is put together need no traffic, so that they do not count.
   */
  public boolean isJudged() {
    return verdicts.stream()
        .filter(verdict -> !WITHOUT_TRAFFIC.contains(verdict.rule().needs()))
        .anyMatch(v -> v.state() == FindingState.PASS || v.state() == FindingState.FAIL);
  }

  /** What is known of the coverage of a route or an SLI. */
  public enum State {
    /** It is served, and so much of it is traced that the target may well be met. */
    COVERED,
    /** It is served, and less of it is traced than the target asks for. */
    UNTRACED,
    /** Nothing was served in the time judged: nobody knows. */
    NO_TRAFFIC,
    /** Nothing tells which of its events are traced. */
    NOT_ASSESSABLE
  }
}
