package io.sre4j.otel.content;

import io.opentelemetry.sdk.trace.data.SpanData;
import io.sre4j.finding.Defect;
import io.sre4j.otel.guard.SpanName;
import io.sre4j.signal.DefectCounter;
import io.sre4j.signal.Signals;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Different span names, and of these the ones with a value in them: a number, a UUID or a
 * hexadecimal id. Knows 10,000 names; forgets them each hour, so what was mended vanishes, and with
 * the warm-up, whose counts are forgotten, too.
 */
final class NameCheck implements SpanDataChecks.Check {
  private static final int MOST_NAMES = 10_000;
  private static final long HOUR = TimeUnit.HOURS.toNanos(1);

  private final DefectCounter defect;
  private final LongSupplier clock;
  private final Signals signals;
  private final Set<String> names = new HashSet<>();
  private long since;
  private int epoch;

  NameCheck(Signals signals, LongSupplier clock) {
    this.signals = signals;
    this.defect = signals.of(Defect.UNBOUNDED_NAME);
    this.clock = clock;
    this.since = clock.getAsLong();
    this.epoch = signals.epoch();
  }

  @Override
  public void look(SpanData span, Dialect dialect) {
    if (signals.epoch() != epoch || clock.getAsLong() - since >= HOUR) {
      epoch = signals.epoch();
      since = clock.getAsLong();
      names.clear();
    }
    String subject = span.getInstrumentationScopeInfo().getName() + " " + span.getKind();
    if (names.size() < MOST_NAMES && names.add(subject + " " + span.getName())) {
      defect.inspected(subject);
      if (SpanName.hasValue(span.getName())) {
        defect.found(subject, span.getTraceId(), SpanName.masked(span.getName()));
      }
    }
  }
}
