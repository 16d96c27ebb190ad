package io.sre4j.rule.span;

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
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Spans that never end.
 *
 * <p>The least number of open spans of five minutes goes up and down with the traffic; where spans
 * leak it only goes up. In one of 720 half hours six numbers rise by chance, so that they must also
 * rise by a tenth of a per cent of what started.
 *
 * <p>Where traffic rises, open spans rise with it, and long ones with a delay. So only that rise
 * counts which traffic does not explain. With g times as many starts in the last five minutes as in
 * the quietest ones of the hour g times as many spans may be open; if g is above 1.1, a tenth more,
 * of their mean rather than their least, and so of those of a quarter of an hour ago. Example: at
 * least 100 open spans, 122 on average, become 268 while starts double: 2 x 1.1 x 122 explain it.
 */
final class LeakedSpans implements Rule {
  private static final int RISES = 5;
  private static final double OF_STARTED = 0.001;
  private static final double A_TENTH_MORE = 1.1;
  private static final double DEVIATIONS = 4;
  private static final int QUARTER = 3;
  private static final int EXAMPLES = 8;
  private static final RuleText TEXT =
      RuleText.of(
          22,
          "leaked spans",
          Level.HIGH,
          "the least number of open spans of five minutes rose five times running, by at least 100"
              + " and 0.1 % of the spans that started more than traffic explains",
          100,
          "End every span in a `finally`.",
          Hook.SPANS);

  @Override
  public RuleText text() {
    return TEXT;
  }

  @Override
  public Verdict judge(Facts facts) {
    SpanFacts spans = facts.spans();
    List<Long> least = spans.leastOpen();
    if (spans.started() == 0) {
      return Verdict.noTraffic(TEXT, "no span has started");
    }
    if (least.size() <= RISES) {
      return Verdict.notAssessable(TEXT, "takes half an hour of spans");
    }
    long rise = unexplained(least.subList(least.size() - RISES - 1, least.size()), spans.starts());
    Proportion share = share(rise, spans);
    boolean isEnough =
        rise * spans.oneIn() >= TEXT.minimum() && rise >= OF_STARTED * spans.started();
    return isEnough
        ? Verdict.fail(TEXT, "they are more and more", share, List.of(finding(spans, share)))
        : Verdict.pass(TEXT, "open spans come to an end", share);
  }

  /** By how much the numbers rose more than traffic, if each is above the one before; else 0. */
  private static long unexplained(List<Long> least, List<Long> starts) {
    for (int i = 1; i < least.size(); i++) {
      if (least.get(i) <= least.get(i - 1)) {
        return 0;
      }
    }
    double now = least.get(RISES);
    double growth = growth(starts.get(starts.size() - 1), Collections.min(starts));
    if (growth <= A_TENTH_MORE) {
      return Math.max(0, Math.round(now - least.get(0) * growth));
    }
    double sinceFirst = A_TENTH_MORE * growth * mean(least.get(0));
    double sinceQuarter = A_TENTH_MORE * recent(starts) * mean(least.get(RISES - QUARTER));
    return now <= sinceQuarter ? 0 : Math.max(0, Math.round(now - sinceFirst));
  }

  /** The mean whose least in five minutes is two standard deviations below it: m - 2 sqrt(m). */
  private static double mean(long least) {
    return least + 2 + 2 * Math.sqrt(least + 1.0);
  }

  /**
   * Of five minutes with rising traffic the least is at their beginning: by what started before.
   */
  private static double recent(List<Long> starts) {
    int before = starts.size() - 2;
    return growth(starts.get(before), starts.get(before - QUARTER));
  }

  /** How many times as many spans started as in other five minutes; 1 if it may be chance. */
  private static double growth(long now, long before) {
    boolean isChance = now - before <= DEVIATIONS * Math.sqrt((double) before);
    return isChance ? 1 : (now + 1.0) / (before + 1.0);
  }

  private static Proportion share(long rise, SpanFacts spans) {
    long seen = rise * spans.oneIn();
    return new Proportion(seen, Math.max(seen, spans.started() * spans.oneIn()));
  }

  private static Finding finding(SpanFacts spans, Proportion share) {
    List<Map.Entry<String, Long>> scopes =
        spans.openByScope().entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
            .limit(EXAMPLES)
            .toList();
    List<Example> examples =
        scopes.stream()
            .map(scope ->
                Example.where(
                    String.format(
                        Locale.ROOT,
                        "about %,d open spans of %s",
                        scope.getValue() * spans.oneIn(),
                        scope.getKey())))
            .toList();
    String subject = scopes.isEmpty() ? TallyRule.PROCESS : scopes.get(0).getKey();
    return Finding.of(TEXT, subject, share.part(), share.whole(), examples);
  }
}
