package io.sre4j.otel.score;

import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.sdk.logs.ReadWriteLogRecord;
import io.sre4j.otel.content.LevelCheck;
import io.sre4j.score.ScoreBoard;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the score asks of log records: a severity (LOG-002), and of at most 100 a second no
 * attribute that belongs to the resource (RES-004). Lock-free but for the record's own lock.
 *
 * <p>The title of LOG-002 asks for the number, its criterion that no text is UNSET: a record has to
 * meet both.
 */
final class LogScore {
  private static final int MOST = 100;
  private static final String UNSET = "UNSET";

  private final ScoreBoard.Check severity;
  private final ScoreBoard.Check level;
  private final AtomicInteger left = new AtomicInteger(MOST);

  LogScore(ScoreBoard board) {
    this.severity = board.of("LOG-002");
    this.level = board.of("RES-004");
  }

  void look(ReadWriteLogRecord record) {
    severity.inspected();
    if (record.getSeverity() == Severity.UNDEFINED_SEVERITY_NUMBER
        || UNSET.equals(record.getSeverityText())) {
      severity.failed(record.getInstrumentationScopeInfo().getName());
    }
    if (left.get() > 0 && left.getAndDecrement() > 0) {
      level.inspected();
      String key = LevelCheck.keyOfResource(record.getAttributes());
      if (key != null) {
        level.failed(key + " on a log record");
      }
    }
  }

  /** A second has passed. */
  void tick() {
    left.set(MOST);
  }
}
