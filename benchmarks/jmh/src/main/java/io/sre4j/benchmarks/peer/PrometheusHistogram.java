package io.sre4j.benchmarks.peer;

import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.sre4j.sli.Outcome;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * The Prometheus client's classic histogram with its 12 default buckets and the outcome as its
 * label. Exemplars are switched off, which spares it the look for a span.
 *
 * <p>More than ours: the sum. Less: a coarse distribution, thresholds only at bucket edges, no
 * windows, nothing is known of bad events.
 */
@State(Scope.Benchmark)
public class PrometheusHistogram implements Peer {
  private static final String[] LABELS = {"good", "bad"};

  private final Histogram histogram =
      Histogram.builder().name("requests").labelNames("outcome").classicOnly().build();
  private final DistributionDataPoint[] byOutcome = {
    histogram.labelValues(LABELS[0]), histogram.labelValues(LABELS[1])
  };

  @Override
  public void record(Outcome outcome, long nanos) {
    byOutcome[outcome.ordinal()].observe(nanos * 1e-9);
  }

  @Override
  public long count(Outcome outcome) {
    return histogram.collect().getDataPoints().stream()
        .filter(point -> LABELS[outcome.ordinal()].equals(point.getLabels().get("outcome")))
        .mapToLong(HistogramDataPointSnapshot::getCount)
        .sum();
  }
}
