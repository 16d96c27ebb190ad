package io.sre4j.rule.pipeline;

import io.sre4j.finding.Defect;
import io.sre4j.finding.Hook;
import io.sre4j.finding.Level;
import io.sre4j.finding.RuleText;
import io.sre4j.rule.TallyRule;

/** Spans whose parent was lost on the way out. */
final class ExportedOrphan extends TallyRule {
  private static final RuleText TEXT =
      RuleText.of(
          8,
          "exported orphan",
          Level.MEDIUM,
          "spans were exported whose parent was in a batch that failed",
          3,
          "Let the exporter retry, and look at rule SRE-031.",
          Hook.EXPORTS);

  ExportedOrphan() {
    super(TEXT, Defect.EXPORTED_ORPHAN);
  }
}
