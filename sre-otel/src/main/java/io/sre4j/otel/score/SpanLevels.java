package io.sre4j.otel.score;

import io.opentelemetry.sdk.trace.data.SpanData;
import io.sre4j.otel.content.Dialect;
import io.sre4j.otel.content.LevelCheck;
import io.sre4j.otel.content.SpanDataChecks;
import io.sre4j.score.ScoreBoard;

/** Attributes at the level that they are defined for (RES-004), on spans and on their resource. */
final class SpanLevels implements SpanDataChecks.Check {
  private final ScoreBoard.Check check;

  SpanLevels(ScoreBoard board) {
    this.check = board.of("RES-004");
  }

  @Override
  public void look(SpanData span, Dialect dialect) {
    check.inspected();
    String onSpan = LevelCheck.keyOfResource(span.getAttributes());
    if (onSpan != null) {
      check.failed(onSpan + " on a span");
      return;
    }
    String onResource = LevelCheck.keyOfSpan(span.getResource().getAttributes());
    if (onResource != null) {
      check.failed(onResource + " on the resource");
    }
  }
}
