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
 */
final class LeakedSpans implements Rule {
  private static final int RISES = 5;
  private static final double OF_STARTED = 0.001;
  private static final int EXAMPLES = 8;
  private static final RuleText TEXT =
      RuleText.of(
          22,
          "leaked spans",
          Level.HIGH,
          "the least number of open spans of five minutes rose five times running, by at least 100"
              + " and 0.1 % of the spans that started",
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
    List<Long> last = least.subList(least.size() - RISES - 1, least.size());
    long rise = rise(last);
    Proportion share = share(rise, spans);
    boolean isEnough =
        rise * spans.oneIn() >= TEXT.minimum() && rise >= OF_STARTED * spans.started();
    return isEnough
        ? Verdict.fail(TEXT, "they are more and more", share, List.of(finding(spans, share)))
        : Verdict.pass(TEXT, "open spans come to an end", share);
  }

  /** By how much the numbers rose, if each is above the one before; else 0. */
  private static long rise(List<Long> least) {
    for (int i = 1; i < least.size(); i++) {
      if (least.get(i) <= least.get(i - 1)) {
        return 0;
      }
    }
    return least.get(least.size() - 1) - least.get(0);
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
