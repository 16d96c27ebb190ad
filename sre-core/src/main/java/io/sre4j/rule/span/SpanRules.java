package io.sre4j.rule.span;

import io.sre4j.rule.Rule;
import java.util.List;

/** The rules of this package. */
public final class SpanRules {
  private SpanRules() {}

  /** One of each, by number. */
  public static List<Rule> all() {
    return List.of(
        new RouteMissing(),
        new WrongStatus(),
        new VerdictDisagrees(),
        new AttributeMissing(),
        new OldConvention(),
        new PeerMissing(),
        new UnboundedName(),
        new LeakedSpans(),
        new ImpossibleTime(),
        new HugeTrace(),
        new Truncated(),
        new WrongLevel());
  }
}
