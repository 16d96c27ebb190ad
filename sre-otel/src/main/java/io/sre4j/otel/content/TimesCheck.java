package io.sre4j.otel.content;

import io.opentelemetry.sdk.trace.data.SpanData;
import io.sre4j.finding.Defect;
import io.sre4j.signal.DefectCounter;
import io.sre4j.signal.Signals;
import io.sre4j.time.TimeSource;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Spans that end before they start, start more than a minute from now, or last longer than an hour.
 */
final class TimesCheck implements SpanDataChecks.Check {
  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
  private static final long HOUR = TimeUnit.HOURS.toNanos(1);

  private final DefectCounter defect;
  private final TimeSource time;

  TimesCheck(Signals signals, TimeSource time) {
    this.defect = signals.of(Defect.IMPOSSIBLE_TIME);
    this.time = time;
  }

  @Override
  public void look(SpanData span, Dialect dialect) {
    String scope = span.getInstrumentationScopeInfo().getName();
    defect.inspected(scope);
    String wrong = wrong(span.getStartEpochNanos(), span.getEndEpochNanos());
    if (wrong != null) {
      defect.found(scope, span.getTraceId(), wrong);
    }
  }

  private @Nullable String wrong(long start, long end) {
    if (end < start) {
      return "ends before it starts";
    }
    Instant now = time.now().at();
    long nanos = TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    if (start - nanos > MINUTE) {
      return "starts in the future";
    }
    return end - start > HOUR ? "lasts longer than an hour" : null;
  }
}
