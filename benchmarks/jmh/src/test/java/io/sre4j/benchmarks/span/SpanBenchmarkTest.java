package io.sre4j.benchmarks.span;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.sre4j.benchmarks.span.SpanBenchmark.Callers;
import org.junit.jupiter.api.Test;

class SpanBenchmarkTest {
  private static final int ATTRIBUTES = 9;

  private final SpanBenchmark benchmark = new SpanBenchmark();
  private final Callers callers = new Callers();

  @Test
  void sampled_everyProcessor_recordsTheWholeSpan() {
    assertWhole(benchmark.noop(new SpanBenchmark.Noop(), callers), true);
    assertWhole(benchmark.coverage(new SpanBenchmark.Coverage(), callers), true);
    assertWhole(benchmark.keeper(new SpanBenchmark.Keeper(), callers), true);
    assertWhole(benchmark.requestNoop(new SpanBenchmark.Noop(), callers), true);
    assertWhole(benchmark.requestCoverage(new SpanBenchmark.Coverage(), callers), true);
  }

  @Test
  void unsampled_withKeeper_recordsAllTheSame() {
    assertWhole(benchmark.keeperUnsampled(new SpanBenchmark.KeeperUnsampled(), callers), false);
    assertThat(benchmark.unsampled(new SpanBenchmark.Unsampled(), callers))
        .isNotInstanceOf(ReadableSpan.class);
    assertThat(benchmark.none(new SpanBenchmark.None(), callers))
        .isNotInstanceOf(ReadableSpan.class);
  }

  private static void assertWhole(Span span, boolean isSampled) {
    assertThat(span.getSpanContext().isSampled()).isEqualTo(isSampled);
    assertThat(span)
        .isInstanceOfSatisfying(
            ReadableSpan.class,
            whole -> {
              assertThat(whole.hasEnded()).isTrue();
              assertThat(whole.getAttributes().size()).isEqualTo(ATTRIBUTES);
              assertThat(whole.getName()).isEqualTo("GET /orders/{id}");
            });
  }
}
