package io.sre4j.rule.serving;

import io.sre4j.rule.Rule;
import java.util.List;

/** The rules of this package. */
public final class ServingRules {
  private ServingRules() {}

  /** One of each, by number. */
  public static List<Rule> all() {
    return List.of(new UntracedRoute(), new CoverageBelowTarget(), new ThinSampling());
  }
}
