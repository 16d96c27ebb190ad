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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** One SLI at work: what it counted in the running tick, and since the engine started. */
abstract class SliUnit {
  final String name;
  long good;
  long bad;
  long excluded;
  long invalid;
  private @Nullable Span measured;

  SliUnit(String name) {
    this.name = name;
  }

  /** Takes in what was counted since the tick before. */
  final void tick(Span span) {
    measured = count(span);
  }

  /** The last tick, with the time in which this SLI was measured. */
  final Span measured(Span span) {
    Span own = measured;
    return own == null ? span : own;
  }

  /** Takes in what was counted; the span, with the time in which it was measured. */
  abstract Span count(Span span);

  /** Good events of the tick, by the measure of an objective. */
  abstract long goodOf(Objective objective);

  /** Bad events of the tick, by the measure of an objective. */
  abstract long badOf(Objective objective);

  /** Excluded events of the tick. */
  abstract long excludedOf();

  /** Gets ready for an objective. */
  abstract void prepareFor(Objective objective);

  /** What burns an objective's budget: failures, and for latency what is too slow. */
  abstract List<CauseTimeline> causesOf(Objective objective);

  abstract List<LatencySummary> latencies();

  /** Times that code of the host threw while an event was recorded. */
  long failedAttributes() {
    return 0;
  }

  SliStatus status() {
    return new SliStatus(name, good, bad, excluded, invalid, failedAttributes(), latencies());
  }

  /** Events that the service records. */
  static final class Events extends SliUnit {
    private static final long FAILURES = Long.MAX_VALUE;

    private final SliDrain drain;
    private final LatencyTimeline latencies;
    private final boolean distribution;
    private final Map<Long, CauseTimeline> causes = new HashMap<>();
    private @Nullable SliDelta delta;

    Events(Sli.Events sli, SliDrain drain) {
      super(sli.name());
      this.drain = drain;
      this.latencies = new LatencyTimeline(drain.scale());
      this.distribution = sli.precision() != Sli.Precision.OFF;
    }

    SliRecorder recorder() {
      return drain.recorder();
    }

    @Override
    Span count(Span span) {
      SliDelta counted = drain.drain();
      delta = counted;
      good += counted.good();
      bad += counted.bad();
      excluded += counted.excluded();
      invalid += counted.invalid();
      if (distribution) {
        latencies.tick(span, counted.buckets(), counted.timed());
      }
      causes.values().forEach(timeline -> timeline.tick(span));
      return span;
    }

    @Override
    long goodOf(Objective objective) {
      SliDelta counted = delta;
      if (counted == null) {
        return 0;
      }
      return objective.threshold().isEmpty()
          ? counted.good()
          : counted.within(thresholdOf(objective));
    }

    @Override
    long badOf(Objective objective) {
      SliDelta counted = delta;
      if (counted == null) {
        return 0;
      }
      return objective.threshold().isEmpty()
          ? counted.bad()
          : counted.bad() + counted.slower(thresholdOf(objective));
    }

    @Override
    long excludedOf() {
      SliDelta counted = delta;
      return counted == null ? 0 : counted.excluded();
    }

    @Override
    void prepareFor(Objective objective) {
      objective.threshold().ifPresent(drain::cutAt);
      for (long reason : reasons(objective)) {
        BurnLog log = drain.logOf(reason);
        causes.computeIfAbsent(reason, t -> new CauseTimeline(log));
      }
      delta = null;
    }

    @Override
    List<CauseTimeline> causesOf(Objective objective) {
      return reasons(objective).stream().map(causes::get).filter(Objects::nonNull).toList();
    }

    private static List<Long> reasons(Objective objective) {
      return objective.threshold().isEmpty()
          ? List.of(FAILURES)
          : List.of(FAILURES, thresholdOf(objective));
    }

    @Override
    long failedAttributes() {
      return drain.failedAttributes();
    }

    @Override
    List<LatencySummary> latencies() {
      return distribution ? latencies.summaries() : List.of();
    }

    private static long thresholdOf(Objective objective) {
      return objective.threshold().map(Duration::toNanos).orElse(FAILURES);
    }
  }

  /** A probe: one event for each tick in which it had a value. */
  static final class Probe extends SliUnit {
    private final DoubleSupplier sample;
    private final Sli.@Nullable Gauge gauge;
    private final Consumer<Throwable> onFailure;
    private long tickGood;
    private long tickBad;

    Probe(Sli sli, DoubleSupplier sample, Consumer<Throwable> onFailure) {
      super(sli.name());
      this.sample = sample;
      this.gauge = sli instanceof Sli.Gauge limited ? limited : null;
      this.onFailure = onFailure;
    }

    @Override
    Span count(Span span) {
      tickGood = 0;
      tickBad = 0;
      double value = read();
      if (Double.isNaN(value)) {
        return span.unmeasured();
      }
      boolean isGood = gauge == null ? value > 0 : gauge.isGood(value);
      tickGood = isGood ? 1 : 0;
      tickBad = isGood ? 0 : 1;
      good += tickGood;
      bad += tickBad;
      return span;
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
    long goodOf(Objective objective) {
      return tickGood;
    }

    @Override
    long badOf(Objective objective) {
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
    List<LatencySummary> latencies() {
      return List.of();
    }
  }
}
