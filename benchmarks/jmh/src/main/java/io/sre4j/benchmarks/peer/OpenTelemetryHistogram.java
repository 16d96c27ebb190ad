package io.sre4j.benchmarks.peer;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.View;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.sre4j.sli.Outcome;
import java.util.List;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * OpenTelemetry's histogram of durations, with the outcome as its attribute.
 *
 * <p>More than ours: sum, minimum and maximum, exemplars of sampled spans, any attributes. Less:
 * thresholds only at bucket edges, no windows, nothing is known of bad events.
 */
public abstract class OpenTelemetryHistogram implements Peer {
  private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("outcome");
  /* What the semantic conventions advise for durations of HTTP requests. */
  private static final List<Double> SECONDS =
      List.of(0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0);

  private final InMemoryMetricReader reader = InMemoryMetricReader.create();
  private final Attributes[] attributes = {
    Attributes.of(OUTCOME, "good"), Attributes.of(OUTCOME, "bad")
  };
  private final DoubleHistogram histogram;

  OpenTelemetryHistogram(Aggregation aggregation) {
    SdkMeterProvider provider =
        SdkMeterProvider.builder()
            .registerMetricReader(reader)
            .registerView(
                InstrumentSelector.builder().setName("requests").build(),
                View.builder().setAggregation(aggregation).build())
            .build();
    this.histogram =
        provider
            .get("benchmarks")
            .histogramBuilder("requests")
            .setUnit("s")
            .setExplicitBucketBoundariesAdvice(SECONDS)
            .build();
  }

  @Override
  public void record(Outcome outcome, long nanos) {
    histogram.record(nanos * 1e-9, attributes[outcome.ordinal()]);
  }

  @Override
  public long count(Outcome outcome) {
    return reader.collectAllMetrics().stream()
        .flatMap(OpenTelemetryHistogram::counts)
        .filter(point -> point.attributes().equals(attributes[outcome.ordinal()]))
        .mapToLong(Point::count)
        .sum();
  }

  private static Stream<Point> counts(MetricData metric) {
    Stream<Point> explicit =
        metric.getHistogramData().getPoints().stream().map(p -> Point.of(p, p.getCount()));
    Stream<Point> exponential =
        metric.getExponentialHistogramData().getPoints().stream()
            .map(p -> Point.of(p, p.getCount()));
    return Stream.concat(explicit, exponential);
  }

  private record Point(Attributes attributes, long count) {
    static Point of(PointData point, long count) {
      return new Point(point.getAttributes(), count);
    }
  }

  /** With 14 bucket boundaries. */
  @State(Scope.Benchmark)
  public static class Explicit extends OpenTelemetryHistogram {
    /** Makes the instrument. */
    public Explicit() {
      super(Aggregation.defaultAggregation());
    }
  }

  /** With up to 160 buckets that adapt to what is recorded. */
  @State(Scope.Benchmark)
  public static class Exponential extends OpenTelemetryHistogram {
    /** Makes the instrument. */
    public Exponential() {
      super(Aggregation.base2ExponentialBucketHistogram());
    }
  }
}
