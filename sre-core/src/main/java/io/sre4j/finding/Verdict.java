package io.sre4j.finding;

import java.util.List;

/**
 * What one rule said at one inspection. Immutable.
 *
 * @param rule which rule
 * @param state what it said
 * @param reason why, in a few words
 * @param share what was seen of how many, over all subjects; 0 of 0 if nothing was
 * @param findings one for each subject that is wrong, the worst first; none unless it fails
 */
public record Verdict(
    RuleText rule, FindingState state, String reason, Proportion share, List<Finding> findings) {

  /** Copies the findings. */
  public Verdict {
    findings = List.copyOf(findings);
  }

  /** Enough was seen, and nothing wrong. */
  public static Verdict pass(RuleText rule, String reason, Proportion share) {
    return new Verdict(rule, FindingState.PASS, reason, share, List.of());
  }

  /** Something is wrong. */
  public static Verdict fail(
      RuleText rule, String reason, Proportion share, List<Finding> findings) {
    return new Verdict(rule, FindingState.FAIL, reason, share, findings);
  }

  /** Nobody can know. */
  public static Verdict notAssessable(RuleText rule, String reason) {
    return new Verdict(rule, FindingState.NOT_ASSESSABLE, reason, Proportion.NOTHING, List.of());
  }

  /** Too little happened. */
  public static Verdict noTraffic(RuleText rule, String reason) {
    return new Verdict(rule, FindingState.NO_TRAFFIC, reason, Proportion.NOTHING, List.of());
  }
}
