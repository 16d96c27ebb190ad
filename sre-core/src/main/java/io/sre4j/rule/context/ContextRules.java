package io.sre4j.rule.context;

import io.sre4j.rule.Rule;
import java.util.List;

/** The rules of this package. */
public final class ContextRules {
  private ContextRules() {}

  /** One of each, by number. */
  public static List<Rule> all() {
    return List.of(
        new ForeignContext(),
        new InternalRoot(),
        new NotPropagated(),
        new LocalOrphan(),
        new ScopeLeak(),
        new StartedLate(),
        new ContextLost(),
        new DoubleServer(),
        new InconsistentSampling());
  }
}
