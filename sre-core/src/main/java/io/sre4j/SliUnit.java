package io.sre4j;

import io.sre4j.report.SliStatus;
import io.sre4j.sli.BurnLog;
import io.sre4j.sli.SliDelta;
import io.sre4j.sli.SliDrain;
import io.sre4j.sli.SliRecorder;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Sli;
import io.sre4j.time.Span;
import io.sre4j.timeline.CauseTimeline;
import io.sre4j.timeline.LatencySummary;
import io.sre4j.timeline.LatencyTimeline;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One SLI at work: what it counted in the running tick, and since the engine started. */
abstract class SliUnit {
  /** An objective by outcome alone. */
  static final long NO_THRESHOLD = Long.MAX_VALUE;

  /** How a {@link #measure} with a threshold begins, which follows as ISO-8601 writes it. */
  static final String WITHIN = "events within ";

  private static final long LOOK_NANOS = Duration.ofSeconds(30).toNanos();

  final String name;
  long good;
  long bad;
  long excluded;
  long invalid;

  SliUnit(String name) {
    this.name = name;
  }

  /** The threshold that stands for none. */
  static long thresholdOf(Objective objective) {
    return objective.threshold().map(Duration::toNanos).orElse(NO_THRESHOLD);
  }

  /** Takes in what was counted since the tick before. */
  abstract void tick(Span span);

  /** Whether it was measured in the tick. */
  abstract boolean isMeasured();

  /** Good events of the tick, within a threshold in nanoseconds or {@link #NO_THRESHOLD}. */
  abstract long goodOf(long threshold);

  /** Bad events of the tick, those slower than a threshold included. */
  abstract long badOf(long threshold);

  /** Excluded events of the tick. */
  abstract long excludedOf();

  /** Gets ready for an objective. */
  abstract void prepareFor(Objective objective);

  /** What burns an objective's budget: failures, and for latency what is too slow. */
  abstract List<CauseTimeline> causesOf(Objective objective);

  abstract List<LatencySummary> latencies();

  /** How good is told from bad for an objective; with another answer counts mean another thing. */
  abstract String measure(Objective objective);

  /** Times that code of the host threw while an event was recorded. */
  long failedAttributes() {
    return 0;
  }

  SliStatus status() {
    return new SliStatus(name, good, bad, excluded, invalid, failedAttributes(), latencies());
  }

  /** Events that the service records. */
  static final class Events extends SliUnit {
    private static final CauseTimeline[] NOTHING = {};

    private final SliDrain drain;
    private final SliDelta delta;
    private final @Nullable LatencyTimeline latencies;
    private CauseTimeline[] causes = NOTHING;
    private long now;
    private long nextLook = Long.MIN_VALUE;

    Events(Sli.Events sli, SliDrain drain) {
      super(sli.name());
      this.drain = drain;
      this.delta = drain.delta();
      this.latencies =
          sli.precision() == Sli.Precision.OFF ? null : new LatencyTimeline(drain.scale());
    }

    SliRecorder recorder() {
      return drain.recorder();
    }

    @Override
    void tick(Span span) {
      SliDelta counted = drain.drain();
      good += counted.good();
      bad += counted.bad();
      excluded += counted.excluded();
      invalid += counted.invalid();
      now = span.end();
      if (latencies != null) {
        latencies.tick(span, counted.buckets(), counted.timed());
      }
      if (counted.burned() || now >= nextLook) {
        look(span);
      }
    }

    /**
     * Logs are read when something burned, and now and then for what a thread wrote before its
     * event was counted, or after.
     */
    private void look(Span span) {
      nextLook = now + LOOK_NANOS;
      for (CauseTimeline cause : causes) {
        cause.tick(span);
      }
    }

    @Override
    boolean isMeasured() {
      return true;
    }

    @Override
    long goodOf(long threshold) {
      return threshold == NO_THRESHOLD ? delta.good() : delta.within(threshold);
    }

    @Override
    long badOf(long threshold) {
      return threshold == NO_THRESHOLD ? delta.bad() : delta.bad() + delta.slower(threshold);
    }

    @Override
    long excludedOf() {
      return delta.excluded();
    }

    @Override
    void prepareFor(Objective objective) {
      objective.threshold().ifPresent(drain::cutAt);
      for (long reason : reasons(objective)) {
        BurnLog log = drain.logOf(reason);
        if (Stream.of(causes).noneMatch(known -> known.log() == log)) {
          causes = Arrays.copyOf(causes, causes.length + 1);
          causes[causes.length - 1] = new CauseTimeline(log);
        }
      }
    }

    @Override
    List<CauseTimeline> causesOf(Objective objective) {
      List<BurnLog> logs = reasons(objective).stream().map(drain::logOf).toList();
      List<CauseTimeline> timelines =
          Stream.of(causes).filter(known -> logs.contains(known.log())).toList();
      timelines.forEach(timeline -> timeline.advanceTo(now));
      return timelines;
    }

    private static List<Long> reasons(Objective objective) {
      return objective.threshold().isEmpty()
          ? List.of(NO_THRESHOLD)
          : List.of(NO_THRESHOLD, thresholdOf(objective));
    }

    @Override
    String measure(Objective objective) {
      return objective.threshold().map(t -> WITHIN + t).orElse("events");
    }

    @Override
    long failedAttributes() {
      return drain.failedAttributes();
    }

    @Override
    List<LatencySummary> latencies() {
      return latencies == null ? List.of() : latencies.summaries();
    }
  }

  /** A probe: one event for each tick in which it had a value. */
  static final class Probe extends SliUnit {
    private final DoubleSupplier sample;
    private final Sli.@Nullable Gauge gauge;
    private final String measure;
    private final Consumer<Throwable> onFailure;
    private long tickGood;
    private long tickBad;
    private boolean isMeasured = true;

    Probe(Sli sli, DoubleSupplier sample, Consumer<Throwable> onFailure) {
      super(sli.name());
      this.measure = sli.toString();
      this.sample = sample;
      this.gauge = sli instanceof Sli.Gauge limited ? limited : null;
      this.onFailure = onFailure;
    }

    @Override
    void tick(Span span) {
      double value = read();
      isMeasured = !Double.isNaN(value);
      boolean isGood = isMeasured && (gauge == null ? value > 0 : gauge.isGood(value));
      tickGood = isGood ? 1 : 0;
      tickBad = isMeasured && !isGood ? 1 : 0;
      good += tickGood;
      bad += tickBad;
    }

    @Override
    boolean isMeasured() {
      return isMeasured;
    }

    private double read() {
      try {
        return sample.getAsDouble();
      } catch (Throwable thrown) {
        onFailure.accept(thrown);
        return Double.NaN;
      }
    }

    @Override
    long goodOf(long threshold) {
      return tickGood;
    }

    @Override
    long badOf(long threshold) {
      return tickBad;
    }

    @Override
    long excludedOf() {
      return 0;
    }

    @Override
    void prepareFor(Objective objective) {
      // Every objective over a probe is met by the same samples.
    }

    @Override
    List<CauseTimeline> causesOf(Objective objective) {
      return List.of();
    }

    @Override
    String measure(Objective objective) {
      return measure;
    }

    @Override
    List<LatencySummary> latencies() {
      return List.of();
    }
  }
}
