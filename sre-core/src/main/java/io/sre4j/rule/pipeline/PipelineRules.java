package io.sre4j.rule.pipeline;

import io.sre4j.rule.Rule;
import java.util.List;

/** The rules of this package. */
public final class PipelineRules {
  private PipelineRules() {}

  /** One of each, by number. */
  public static List<Rule> all() {
    return List.of(
        new ExportedOrphan(), new QueueDrops(), new ExportFails(), new LogWithoutTrace());
  }
}
