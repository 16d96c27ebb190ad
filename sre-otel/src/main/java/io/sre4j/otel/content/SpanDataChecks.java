package io.sre4j.otel.content;

import io.opentelemetry.sdk.trace.data.SpanData;
import io.sre4j.otel.keep.BadTraceKeeper;
import io.sre4j.signal.Signals;
import io.sre4j.time.TimeSource;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Shows exported spans to all checks, at most 500 a second; of more, a part drawn at random, since
 * every second span of a batch might be of one kind. One thread at a time: the one that exports,
 * and those of several exporters take turns. Behind a {@code SimpleSpanProcessor} these are the
 * threads of the requests: another reason not to use one in production.
 *
 * <p>Spans that are kept for being bad are left out: shares of defects would be those of bad
 * requests.
 */
public final class SpanDataChecks {
  /** Looks at one span. Called by one thread at a time. */
  @FunctionalInterface
  public interface Check {
    /** Counts what it is about, and whether it is wrong. */
    void look(SpanData span, Dialect dialect);
  }

  /** How many spans are looked at in a second, at most. */
  public static final int MOST = 500;

  private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

  private final List<Check> checks;
  private final LongSupplier clock;
  private final SplittableRandom random;
  private long filled;
  private double tokens = MOST;

  /**
   * All checks of this package, and more.
   *
   * @param signals where they count
   * @param time the clocks to read
   * @param more checks of other packages
   */
  public SpanDataChecks(Signals signals, TimeSource time, List<Check> more) {
    this(
        Stream.concat(all(signals, time).stream(), more.stream()).toList(),
        () -> time.now().nanos(),
        time.now().nanos());
  }

  SpanDataChecks(List<Check> checks, LongSupplier clock, long seed) {
    this.checks = List.copyOf(checks);
    this.clock = clock;
    this.random = new SplittableRandom(seed);
    this.filled = clock.getAsLong();
  }

  private static List<Check> all(Signals signals, TimeSource time) {
    return List.of(
        new RouteCheck(signals),
        new RootCheck(signals),
        new StatusCheck(signals),
        new VerdictCheck(signals),
        new RequiredCheck(signals),
        new OldKeyCheck(signals),
        new PeerCheck(signals),
        new NameCheck(signals, () -> time.now().nanos()),
        new TimesCheck(signals, time),
        new TruncationCheck(signals),
        new LevelCheck(signals));
  }

  /** Looks at a batch, or at a part of it. */
  public synchronized void look(Collection<SpanData> batch) {
    int wanted = wanted();
    int left = batch.size();
    for (SpanData span : batch) {
      if (wanted == 0) {
        return;
      }
      // Draws without putting back: each part of that size is as likely as any other.
      if (random.nextInt(left) < wanted) {
        wanted--;
        tokens--;
        look(span);
      }
      left--;
    }
  }

  private int wanted() {
    long now = clock.getAsLong();
    tokens = Math.min(MOST, tokens + MOST * ((now - filled) / NANOS));
    filled = now;
    return (int) tokens;
  }

  private void look(SpanData span) {
    if (span.getAttributes().get(BadTraceKeeper.KEPT) != null) {
      return;
    }
    Dialect dialect = Dialect.of(span);
    for (Check check : checks) {
      check.look(span, dialect);
    }
  }
}
