package io.sre4j.otel.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.testing.trace.TestSpanData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.sre4j.otel.keep.BadTraceKeeper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SpanDataChecksTest {
  private static final long SEED = 42;

  private final AtomicLong nanos = new AtomicLong(-7);
  private final Map<SpanKind, Integer> looked = new EnumMap<>(SpanKind.class);
  private final SpanDataChecks checks =
      new SpanDataChecks(
          List.of((span, dialect) -> looked.merge(span.getKind(), 1, Integer::sum)),
          nanos::get,
          SEED);

  private static SpanData span(SpanKind kind, Attributes attributes) {
    return TestSpanData.builder()
        .setName("span")
        .setKind(kind)
        .setStatus(StatusData.unset())
        .setStartEpochNanos(1)
        .setEndEpochNanos(2)
        .setHasEnded(true)
        .setAttributes(attributes)
        .build();
  }

  /** A batch in which every second span is of one kind. */
  private static List<SpanData> alternating(int spans) {
    List<SpanData> batch = new ArrayList<>();
    for (int i = 0; i < spans; i++) {
      batch.add(span(i % 2 == 0 ? SpanKind.SERVER : SpanKind.CLIENT, Attributes.empty()));
    }
    return batch;
  }

  private int looked() {
    return looked.values().stream().mapToInt(Integer::intValue).sum();
  }

  @Test
  void look_fewSpans_seesAll() {
    checks.look(alternating(400));
    assertThat(looked()).isEqualTo(400);
  }

  @Test
  void look_manySpans_seesSoManyASecond() {
    for (int second = 0; second < 10; second++) {
      checks.look(alternating(5_000));
      nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    }
    assertThat(looked()).isEqualTo(10 * SpanDataChecks.MOST);
  }

  @Test
  void look_kindsTakeTurns_drawsNoneMoreOften() {
    for (int second = 0; second < 20; second++) {
      checks.look(alternating(1_000));
      nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    }
    // 10,000 draws, half of them: within 5 standard deviations of 50.
    assertThat(looked.get(SpanKind.SERVER)).as("seed " + SEED).isBetween(4_750, 5_250);
  }

  @Test
  void look_keptSpan_isLeftOut() {
    checks.look(List.of(span(SpanKind.SERVER, Attributes.of(BadTraceKeeper.KEPT, true))));
    assertThat(looked()).isZero();
  }
}
