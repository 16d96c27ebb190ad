package io.sre4j.otel.keep;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/**
 * Who sums up exported spans by what they stand for gets the number of bad requests, on average.
 */
class AdjustedCountTest {
  private static final AttributeKey<Boolean> BAD = AttributeKey.booleanKey("bad");
  private static final int SEEDS = 200;
  private static final int REQUESTS = 300;
  private static final double RATIO = 0.1;
  private static final double BAD_SHARE = 0.1;

  /** A mean over all seeds, in standard errors of it. */
  private static double standardErrors(ToDoubleFunction<SpanData> weight) {
    double sum = 0;
    double squares = 0;
    for (int seed = 1; seed <= SEEDS; seed++) {
      double error = error(seed, weight);
      sum += error;
      squares += error * error;
    }
    double mean = sum / SEEDS;
    double variance = (squares - SEEDS * mean * mean) / (SEEDS - 1);
    return mean / Math.sqrt(variance / SEEDS);
  }

  /** How many bad requests the exported ones stand for, less how many there were. */
  private static double error(int seed, ToDoubleFunction<SpanData> weight) {
    Random random = new Random(seed);
    int bad = 0;
    try (Host host =
        new Host(
            seed,
            Sampler.traceIdRatioBased(RATIO),
            BadTraceKeeper.builder().tracesPerSecond(1_000))) {
      for (int i = 0; i < REQUESTS; i++) {
        Span request = host.request();
        if (random.nextDouble() < BAD_SHARE) {
          bad++;
          request.setAttribute(BAD, true);
          host.bad(request);
        }
        request.end();
      }
      double sum = 0;
      for (SpanData span : host.exported()) {
        sum += span.getAttributes().get(BAD) == null ? 0 : weight.applyAsDouble(span);
      }
      return sum - bad;
    }
  }

  private static double adjusted(SpanData span) {
    Long count = span.getAttributes().get(BadTraceKeeper.ADJUSTED_COUNT);
    return count == null ? 1 / RATIO : count;
  }

  @Test
  void sum_byAdjustedCount_isTheTruth() {
    assertThat(Math.abs(standardErrors(AdjustedCountTest::adjusted))).isLessThan(3);
  }

  @Test
  void sum_ifAKeptOneStoodForItself_wouldBeTooHigh() {
    ToDoubleFunction<SpanData> wrong =
        span -> span.getAttributes().get(BadTraceKeeper.KEPT) == null ? 1 / RATIO : 1;
    assertThat(standardErrors(wrong)).isGreaterThan(3);
  }
}
