package io.sre4j.benchmarks.peer;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.sre4j.sli.Outcome;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * OpenTelemetry's counter of events, with the outcome as its attribute.
 *
 * <p>More than ours: any attributes, exemplars of sampled spans. Less: no latency, no windows.
 */
@State(Scope.Benchmark)
public class OpenTelemetryCounter implements Peer {
  private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("outcome");

  private final InMemoryMetricReader reader = InMemoryMetricReader.create();
  private final Attributes[] attributes = {
    Attributes.of(OUTCOME, "good"), Attributes.of(OUTCOME, "bad")
  };
  private final LongCounter counter =
      SdkMeterProvider.builder()
          .registerMetricReader(reader)
          .build()
          .get("benchmarks")
          .counterBuilder("requests")
          .build();

  @Override
  public void record(Outcome outcome, long nanos) {
    counter.add(1, attributes[outcome.ordinal()]);
  }

  @Override
  public long count(Outcome outcome) {
    return reader.collectAllMetrics().stream()
        .flatMap(metric -> metric.getLongSumData().getPoints().stream())
        .filter(point -> point.getAttributes().equals(attributes[outcome.ordinal()]))
        .mapToLong(point -> point.getValue())
        .sum();
  }
}
