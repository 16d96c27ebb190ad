package io.sre4j.rule.setup;

import io.sre4j.rule.Rule;
import java.util.List;

/** The rules of this package. */
public final class SetupRules {
  private SetupRules() {}

  /** One of each, by number. */
  public static List<Rule> all() {
    return List.of(
        new ExecutorLosesContext(), new ConflictingSdks(), new ResourceGaps(), new BareComponent());
  }
}
