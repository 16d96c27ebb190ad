package io.sre4j.otel.keep;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.sre4j.otel.guard.Guard;
import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Keeps the traces of bad requests that the sampler would not have: holds the spans of each
 * unsampled request until its local root ends, then hands them to the processor that exports, or
 * forgets them.
 *
 * <pre>{@code
 * BadTraceKeeper keeper = BadTraceKeeper.builder().sink(batch).build();
 * SdkTracerProvider.builder()
 *     .setSampler(keeper.sampler(sampler))
 *     .addSpanProcessor(keeper)
 *     .addSpanProcessor(batch)
 *     .build();
 * }</pre>
 *
 * <p>What it does not do: other services saw that the request was not sampled before anybody knew
 * that it was bad, so only this process's part is kept. It costs every request the full price of
 * its spans, and other processors see spans that are recorded and not sampled.
 *
 * <p>Callbacks throw nothing into the host. Thread-safe.
 */
public final class BadTraceKeeper implements SpanProcessor {
  /** True on every kept span. */
  public static final AttributeKey<Boolean> KEPT = AttributeKey.booleanKey("sre.kept");

  /**
   * 0 on every kept span: how many requests it stands for. A bad request that the sampler took
   * stands for those that it did not take; a kept one besides must add nothing to a sum.
   */
  public static final AttributeKey<Long> ADJUSTED_COUNT =
      AttributeKey.longKey("sre.sampling.adjusted_count");

  /*
   * State. The traces in their table, each with its own; counters.
   *
   * Progress. Who ends a span takes the monitor of a row, then that of its trace, each for a few
   * writes. Sinks are called without any. Who decides a trace remembers it as kept before it leaves
   * the table, so a span that ends meanwhile finds one of the two.
   *
   * Loss and lag bound. Memory under its cap whatever happens; what does not fit is counted, never
   * waited for. A root that never ends holds its spans for the age limit, looked at once a second,
   * by expire() and by roots that begin.
   *
   * Why not simpler. Deciding span by span would lose what ended before the verdict: most of a trace.
   */
  private static final long EXPIRY_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long EVICTION_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final HoldTable table = new HoldTable();
  private final RecentlyKept recent;
  private final KeptSink sinks;
  private final RootVerdict verdict;
  private final HeldBytes memory;
  private final KeepRate rate;
  private final long maxAgeNanos;
  private final LongSupplier clock;
  private final AtomicLong lastExpiry;
  private final AtomicLong lastEviction;
  private final Guard guard = new Guard("The bad-trace keeper");
  private final LongAdder keptTraces = new LongAdder();
  private final LongAdder cut = new LongAdder();
  private final LongAdder evicted = new LongAdder();
  private final LongAdder expired = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private volatile boolean hasHeld;
  private volatile boolean shutDown;

  private BadTraceKeeper(Builder builder) {
    this.sinks = new KeptSink(builder.sinks);
    this.verdict = builder.verdict;
    this.memory = new HeldBytes(builder.maxBytes);
    this.rate = new KeepRate(builder.tracesPerSecond);
    this.recent = new RecentlyKept(builder.tracesPerSecond);
    this.maxAgeNanos = builder.maxAge.toNanos();
    this.clock = builder.clock;
    long now = clock.getAsLong();
    this.lastExpiry = new AtomicLong(now);
    this.lastEviction = new AtomicLong(now - EVICTION_NANOS);
  }

  /** Starts a definition. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * The same sampling decisions, with what is dropped recorded, so that it can be held. Wrap the
   * outermost sampler.
   */
  public Sampler sampler(Sampler delegate) {
    return new KeepingSampler(delegate, this::isReady);
  }

  /** Adds a processor that kept spans go to: the one that exports. */
  public void addSink(SpanProcessor sink) {
    sinks.add(sink);
  }

  /** Whether there is a processor that kept spans go to; without one nothing is held. */
  public boolean hasSink() {
    return !sinks.isEmpty();
  }

  /** Whether it does hold what sampling leaves out: sampler, processor and sink are all in use. */
  public boolean isHolding() {
    return hasHeld && isReady();
  }

  private boolean isReady() {
    return !shutDown && hasSink();
  }

  /**
   * Tells that the request of this trace was bad, before its local root ends.
   *
   * @return whether its spans will be exported: if they are held, and not too many were kept in
   *     this second; false for a trace that is sampled anyway
   */
  public boolean bad(String traceId, String spanId) {
    try {
      long now = clock.getAsLong();
      HeldTrace trace = table.find(traceId);
      return trace == null ? recent.contains(traceId, now) : trace.markBad(rate, now);
    } catch (Throwable thrown) {
      guard.failed(thrown);
      return false;
    }
  }

  @Override
  public boolean isStartRequired() {
    return true;
  }

  @Override
  public void onStart(Context parentContext, ReadWriteSpan span) {
    try {
      if (isReady() && !span.getSpanContext().isSampled() && HeldTrace.isLocalRoot(span)) {
        long now = clock.getAsLong();
        long last = lastExpiry.get();
        if (now - last >= EXPIRY_NANOS && lastExpiry.compareAndSet(last, now)) {
          expire(now);
        }
        if (!table.open(span.getSpanContext().getTraceId(), now)) {
          refused.increment();
        } else if (!hasHeld) {
          hasHeld = true;
        }
      }
    } catch (Throwable thrown) {
      guard.failed(thrown);
    }
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    try {
      if (!span.getSpanContext().isSampled() && isReady()) {
        ended(span);
      }
    } catch (Throwable thrown) {
      guard.failed(thrown);
    }
  }

  private void ended(ReadableSpan span) {
    HeldTrace trace = table.find(span.getSpanContext().getTraceId());
    if (trace == null) {
      endedLate(span);
      return;
    }
    SpanData data = span.toSpanData();
    hold(trace, span, HeldBytes.of(data));
    if (HeldTrace.isLocalRoot(span) && trace.rootEnded(judge(data), rate, clock.getAsLong())) {
      leave(trace);
    }
  }

  private boolean judge(SpanData root) {
    try {
      return verdict.bad(root);
    } catch (Throwable thrown) {
      guard.failed(thrown);
      return false;
    }
  }

  private void endedLate(ReadableSpan span) {
    long now = clock.getAsLong();
    if (recent.contains(span.getSpanContext().getTraceId(), now)) {
      send(List.of(span), now);
    }
  }

  private void hold(HeldTrace trace, ReadableSpan span, long bytes) {
    boolean room = memory.take(bytes) || (makeRoom() && memory.take(bytes));
    if (room && trace.hold(span, bytes)) {
      return;
    }
    if (room) {
      memory.release(bytes);
    }
    if (trace.state() == HeldTrace.State.KEPT) {
      send(List.of(span), clock.getAsLong());
      return;
    }
    long freed = trace.cut();
    if (freed >= 0) {
      memory.release(freed);
      cut.increment();
    }
  }

  /** Gives up the oldest traces that are not bad, at most every 10 ms; whether it has tried. */
  private boolean makeRoom() {
    long now = clock.getAsLong();
    long last = lastEviction.get();
    if (now - last < EVICTION_NANOS || !lastEviction.compareAndSet(last, now)) {
      return false;
    }
    List<HeldTrace> oldestFirst = table.all();
    oldestFirst.sort(Comparator.comparingLong(trace -> trace.since() - now));
    for (HeldTrace trace : oldestFirst) {
      if (memory.hasRoom()) {
        break;
      }
      if (trace.bytes() > 0 && trace.evict()) {
        evicted.increment();
        leave(trace);
      }
    }
    return true;
  }

  /** Decides what has been held for too long; cheap, to be called once a second. */
  public void expire() {
    try {
      expire(clock.getAsLong());
    } catch (Throwable thrown) {
      guard.failed(thrown);
    }
  }

  private void expire(long now) {
    for (HeldTrace trace : table.all()) {
      if (now - trace.since() >= maxAgeNanos && trace.expire()) {
        expired.increment();
        leave(trace);
      }
    }
  }

  /** Takes a trace that was decided out of the table, and sends it if it is kept. */
  private void leave(HeldTrace trace) {
    long now = clock.getAsLong();
    boolean kept = trace.state() == HeldTrace.State.KEPT;
    if (kept) {
      recent.add(trace.traceId(), now);
    }
    table.remove(trace);
    memory.release(trace.bytes());
    List<ReadableSpan> spans = trace.take();
    if (kept) {
      keptTraces.increment();
      send(spans, now);
    }
  }

  private void send(List<ReadableSpan> spans, long now) {
    rate.sent(spans.size(), now);
    sinks.send(spans);
  }

  /** What it holds and has done. */
  public KeeperStatus status() {
    return new KeeperStatus(
        table.all().size(),
        memory.held(),
        keptTraces.sum(),
        sinks.spans(),
        cut.sum(),
        evicted.sum(),
        expired.sum(),
        refused.sum(),
        rate.refused(),
        guard.failures() + sinks.failures());
  }

  /** Decides what is held, and holds nothing from then on; sinks are shut down by their owner. */
  @Override
  public CompletableResultCode shutdown() {
    shutDown = true;
    for (HeldTrace trace : table.all()) {
      if (trace.expire()) {
        leave(trace);
      }
    }
    return CompletableResultCode.ofSuccess();
  }

  /** Collects a definition; {@link #build()} checks it. Not thread-safe. */
  public static final class Builder {
    private static final long MIB = 1L << 20;

    private final List<SpanProcessor> sinks = new ArrayList<>();
    private RootVerdict verdict = RootVerdict.failed();
    private long maxBytes = 16 * MIB;
    private Duration maxAge = Duration.ofMinutes(1);
    private int tracesPerSecond = 50;
    private LongSupplier clock = TimeSource::nanoTime;

    private Builder() {}

    /** Adds a processor that kept spans go to: the one that exports. More may come later. */
    public Builder sink(SpanProcessor sink) {
      sinks.add(sink);
      return this;
    }

    /**
     * What tells that a request was bad besides {@link BadTraceKeeper#bad}: {@link
     * RootVerdict#failed()} unless set, {@link RootVerdict#none()} where an SLI judges them all.
     */
    public Builder verdict(RootVerdict verdict) {
      this.verdict = verdict;
      return this;
    }

    /** The memory that held spans may take together: from 1 MiB on, 16 MiB unless set. */
    public Builder maxBytes(long maxBytes) {
      this.maxBytes = maxBytes;
      return this;
    }

    /** How long a trace is held: from 1 second to 1 hour, 1 minute unless set. */
    public Builder maxAge(Duration maxAge) {
      this.maxAge = maxAge;
      return this;
    }

    /**
     * How many traces may be kept in a second, of 100 spans on average: 1 to 10,000; 50 unless set.
     */
    public Builder tracesPerSecond(int tracesPerSecond) {
      this.tracesPerSecond = tracesPerSecond;
      return this;
    }

    Builder clock(LongSupplier clock) {
      this.clock = clock;
      return this;
    }

    /**
     * Checks the definition.
     *
     * @throws InvalidDefinitionException if a limit is out of range
     */
    public BadTraceKeeper build() {
      long seconds = maxAge.toSeconds();
      check(maxBytes >= MIB, "maxBytes", maxBytes, "is 1 MiB (1048576) or more");
      check(seconds >= 1 && seconds <= 3_600, "maxAge", maxAge, "is from 1 second to 1 hour");
      boolean traces = tracesPerSecond >= 1 && tracesPerSecond <= 10_000;
      check(traces, "tracesPerSecond", tracesPerSecond, "is from 1 to 10000");
      return new BadTraceKeeper(this);
    }

    private static void check(boolean right, String field, Object value, String remedy) {
      if (!right) {
        throw new InvalidDefinitionException("keep." + field, value, remedy);
      }
    }
  }
}
