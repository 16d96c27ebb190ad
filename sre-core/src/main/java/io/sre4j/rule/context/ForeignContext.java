package io.sre4j.rule.context;

import io.sre4j.finding.Defect;
import io.sre4j.finding.Hook;
import io.sre4j.finding.Level;
import io.sre4j.finding.RuleText;
import io.sre4j.rule.TallyRule;

/** Requests whose tracing context nobody here understands. */
final class ForeignContext extends TallyRule {
  private static final RuleText TEXT =
      RuleText.of(
          4,
          "incoming context not understood",
          Level.HIGH,
          "requests carry a header of a tracing context (`traceparent`, `b3`, `X-B3-TraceId`,"
              + " `uber-trace-id`, `sw8`, `x-datadog-trace-id`), and no valid context was"
              + " extracted",
          5,
          "Add the propagator of the header's format (`otel.propagators`,"
              + " `management.tracing.propagation.consume`).",
          Hook.PROPAGATION);

  ForeignContext() {
    super(TEXT, Defect.FOREIGN_CONTEXT);
  }
}
