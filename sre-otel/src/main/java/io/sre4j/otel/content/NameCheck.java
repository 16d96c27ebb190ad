package io.sre4j.otel.content;

import io.opentelemetry.sdk.trace.data.SpanData;
import io.sre4j.finding.Defect;
import io.sre4j.signal.DefectCounter;
import io.sre4j.signal.Signals;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * Different span names, and of these the ones with a value in them: a number, a UUID or a
 * hexadecimal id. Knows 10,000 names; forgets them each hour, so what was mended vanishes.
 */
final class NameCheck implements SpanDataChecks.Check {
  private static final int MOST_NAMES = 10_000;
  private static final long HOUR = TimeUnit.HOURS.toNanos(1);

  /** A part between separators that has a digit and nothing but digits, hex digits and dashes. */
  private static final Pattern VALUE =
      Pattern.compile(
          "(?:^|[\\s/:?=,;(#])(?:\\d+|(?=[-a-fA-F]*\\d)[-0-9a-fA-F]{8,})(?=$|[\\s/:?=,;)#])");

  private final DefectCounter defect;
  private final LongSupplier clock;
  private final Set<String> names = new HashSet<>();
  private long since;

  NameCheck(Signals signals, LongSupplier clock) {
    this.defect = signals.of(Defect.UNBOUNDED_NAME);
    this.clock = clock;
    this.since = clock.getAsLong();
  }

  @Override
  public void look(SpanData span, Dialect dialect) {
    if (clock.getAsLong() - since >= HOUR) {
      since = clock.getAsLong();
      names.clear();
    }
    String subject = span.getInstrumentationScopeInfo().getName() + " " + span.getKind();
    if (names.size() < MOST_NAMES && names.add(subject + " " + span.getName())) {
      defect.inspected(subject);
      if (hasValue(span.getName())) {
        defect.found(subject, span.getTraceId(), span.getName());
      }
    }
  }

  static boolean hasValue(String name) {
    return VALUE.matcher(name).find();
  }
}
