package io.sre4j.rule.serving;

import io.sre4j.facts.Facts;
import io.sre4j.facts.PageFacts;
import io.sre4j.finding.Example;
import io.sre4j.finding.Finding;
import io.sre4j.finding.Hook;
import io.sre4j.finding.Level;
import io.sre4j.finding.Proportion;
import io.sre4j.finding.RuleText;
import io.sre4j.finding.Verdict;
import io.sre4j.rule.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Sampling so thin that a page fires before a single bad event is likely to be sampled.
 *
 * <p>Of n bad events at least one is sampled with the chance 1 - (1 - p)^n. Example: 1 million
 * events in 30 days and a target of 99.9 % have 20 bad ones when the page of 14.4 over 1 h fires;
 * with p = 1 % the chance is 18 %, with 10 % it is 88 %; 95 % takes p = 13.9 %.
 */
final class ThinSampling implements Rule {
  private static final double LIKELY = 0.95;
  // The judged hour moves on by 5 minutes at a time.
  private static final Duration AN_HOUR = Duration.ofMinutes(55);
  private static final RuleText TEXT =
      RuleText.of(
          28,
          "sampling cannot hold bad traces",
          Level.MEDIUM,
          "the chance that one of the bad events is sampled by the time an SLO's first page fires,"
              + " 1-(1-p)^n with the p and the traffic of the last hour, is below 95 %",
          1_000,
          "Sample at least the share that the finding names, or keep bad traces"
              + " (`BadTraceKeeper` of sre4j-otel).",
          Hook.OPERATIONS);

  @Override
  public RuleText text() {
    return TEXT;
  }

  @Override
  public Verdict judge(Facts facts) {
    if (facts.pages().isEmpty()) {
      return Verdict.notAssessable(TEXT, "no SLO over these requests pages");
    }
    if (facts.observed().compareTo(AN_HOUR) < 0) {
      return Verdict.notAssessable(TEXT, "takes an hour of traffic");
    }
    return judgePages(facts);
  }

  private static Verdict judgePages(Facts facts) {
    int judged = 0;
    Proportion thinnest = new Proportion(1, 1);
    List<Finding> findings = new ArrayList<>();
    for (PageFacts page : facts.pages()) {
      Proportion sampled = Facts.sum(facts.routesOf(page.sli())).sampling();
      if (sampled.whole() >= TEXT.minimum()) {
        judged++;
        thinnest = sampled.value() < thinnest.value() ? sampled : thinnest;
        if (chance(sampled.high(), page.badEvents()) < LIKELY) {
          findings.add(finding(page, sampled));
        }
      }
    }
    if (judged == 0) {
      return Verdict.noTraffic(
          TEXT, "no SLO has " + TEXT.minimum() + " traced requests in the last hour");
    }
    if (facts.hooks().contains(Hook.KEEPER)) {
      return Verdict.pass(TEXT, "bad traces are kept beside the sampled ones", thinnest);
    }
    return findings.isEmpty()
        ? Verdict.pass(TEXT, judged + " SLOs would have a bad trace", thinnest)
        : Verdict.fail(
            TEXT, findings.size() + " of " + judged + " SLOs hardly would", thinnest, findings);
  }

  private static Finding finding(PageFacts page, Proportion sampled) {
    String where =
        String.format(
            Locale.ROOT,
            "%s fires after %,.0f bad events: one of them is sampled with a chance of %s, with %s"
                + " sampled it would be 95 %%",
            page.rule(),
            whole(page.badEvents()),
            Proportion.percent(chance(sampled.value(), page.badEvents())),
            Proportion.percent(needed(page.badEvents())));
    return Finding.of(
        TEXT, page.slo(), sampled.part(), sampled.whole(), List.of(Example.where(where)));
  }

  /** The chance that at least one of n is among a share of p: 1 - (1 - p)^n. */
  static double chance(double p, double n) {
    return 1 - Math.pow(1 - p, whole(n));
  }

  /** The share that makes it likely, rounded up to a hundredth of a per cent. */
  static double needed(double n) {
    double exact = 1 - Math.pow(1 - LIKELY, 1 / whole(n));
    return Math.ceil(exact * 10_000) / 10_000;
  }

  private static double whole(double events) {
    return Math.max(1, Math.ceil(events - 1e-9));
  }
}
