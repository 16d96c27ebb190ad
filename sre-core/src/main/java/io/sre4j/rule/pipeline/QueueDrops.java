package io.sre4j.rule.pipeline;

import io.sre4j.facts.Facts;
import io.sre4j.facts.SpanFacts;
import io.sre4j.finding.Example;
import io.sre4j.finding.Finding;
import io.sre4j.finding.Hook;
import io.sre4j.finding.Level;
import io.sre4j.finding.Proportion;
import io.sre4j.finding.RuleText;
import io.sre4j.finding.Verdict;
import io.sre4j.rule.Rule;
import io.sre4j.rule.TallyRule;
import java.util.List;
import java.util.Locale;

/**
 * Spans that are lost between their end and the exporter.
 *
 * <p>Of the sampled spans that ended, those that no exporter was handed wait, or were dropped. At
 * most a queue and a batch may wait. One span of 16 is counted, so that of c waiting ones c/16 are,
 * give or take four standard deviations: sqrt(c/16) each. Example: of 2,048 + 512 that may wait 160
 * are counted, hardly ever more than 160 + 4 x 12.6 + 4 = 214; from 215 on some were dropped.
 */
final class QueueDrops implements Rule {
  private static final double DEVIATIONS = 4;
  private static final RuleText TEXT =
      RuleText.of(
          30,
          "span queue drops",
          Level.HIGH,
          "within an hour more sampled spans ended than exporters were handed and may wait in the"
              + " queue and a batch; where nobody knows how many may be missing, it is never said",
          1,
          "Enlarge the queue, export faster, or sample less.",
          Hook.EXPORTS);

  @Override
  public RuleText text() {
    return TEXT;
  }

  @Override
  public Verdict judge(Facts facts) {
    SpanFacts spans = facts.spans();
    if (!facts.hooks().contains(Hook.SPANS)) {
      return Verdict.notAssessable(TEXT, Hook.SPANS.missing());
    }
    if (!facts.hooks().contains(Hook.CONTENT)) {
      return Verdict.notAssessable(TEXT, "no exporter of spans is watched");
    }
    if (spans.sampled() == 0) {
      return Verdict.noTraffic(TEXT, "no sampled span has ended");
    }
    int capacity = spans.queueCapacity();
    if (capacity == 0) {
      return Verdict.notAssessable(
          TEXT, "nobody knows how many spans may be missing at an exporter");
    }
    double waiting = (double) capacity / spans.oneIn();
    long missing = spans.sampled() - spans.received();
    if (missing <= mostWaiting(waiting)) {
      Proportion none = new Proportion(0, spans.sampled() * spans.oneIn());
      return Verdict.pass(TEXT, "what ended was exported, or waits", none);
    }
    long dropped = Math.round((missing - waiting) * spans.oneIn());
    Proportion share = new Proportion(dropped, spans.sampled() * spans.oneIn());
    return Verdict.fail(TEXT, share.describe() + " were dropped", share, finding(share, capacity));
  }

  static double mostWaiting(double expected) {
    return expected + DEVIATIONS * Math.sqrt(expected) + DEVIATIONS;
  }

  private static List<Finding> finding(Proportion share, int capacity) {
    String where =
        String.format(
            Locale.ROOT, "at least so many did not reach an exporter, %,d may wait", capacity);
    return List.of(
        Finding.of(
            TEXT, TallyRule.PROCESS, share.part(), share.whole(), List.of(Example.where(where))));
  }
}
