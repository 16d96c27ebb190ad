package io.sre4j.otel.score;

import io.opentelemetry.sdk.metrics.data.MetricData;
import io.sre4j.score.ScoreBoard;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * What the score asks of metrics: a unit of UCUM (MET-002) that their name does not repeat
 * (MET-005), a name that is no key of an attribute (MET-006), and few values of their attributes
 * (MET-001). Looks once at each name and unit, of which it knows 2,000. One thread at a time.
 */
final class MetricScore {
  private static final int MOST = 2_000;

  private final ScoreBoard.Check unit;
  private final ScoreBoard.Check repeated;
  private final ScoreBoard.Check named;
  private final AttributeValues values;
  private final Set<String> seen = new HashSet<>();

  MetricScore(ScoreBoard board, LongSupplier clock) {
    this.unit = board.of("MET-002");
    this.repeated = board.of("MET-005");
    this.named = board.of("MET-006");
    this.values = new AttributeValues(board.of("MET-001"), clock);
  }

  synchronized void look(Collection<MetricData> batch) {
    values.begin();
    for (MetricData metric : batch) {
      if (seen.size() < MOST && seen.add(metric.getName() + " " + metric.getUnit())) {
        judge(metric.getName(), metric.getUnit());
      }
      values.look(metric);
    }
  }

  private void judge(String name, String of) {
    unit.inspected();
    if (!Ucum.isUnit(of)) {
      unit.failed(name + (of.isBlank() ? " has no unit" : " in " + of));
    }
    repeated.inspected();
    if (UnitNames.contains(name, of)) {
      repeated.failed(name + " in " + of);
    }
    named.inspected();
    if (AttributeKeys.contain(name)) {
      named.failed(name);
    }
  }
}
