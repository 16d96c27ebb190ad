package io.sre4j.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.facts.Component;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SpanCountsTest {
  private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");

  private final SignalDrain drain = new SignalDrain(NOW);
  private final SpanCounts spans = drain.signals().spans();

  @Test
  void take_someSpans_isTheGrowth() {
    spans.started();
    spans.started();
    spans.started();
    spans.ended(true);
    spans.ended(false);
    spans.received();
    drain.collect(NOW);
    assertThat(drain.spans()).isEqualTo(new SpanCounts.Growth(3, 2, 1, 1));
    spans.ended(true);
    drain.collect(NOW);
    assertThat(drain.spans()).isEqualTo(new SpanCounts.Growth(0, 1, 1, 0));
  }

  @Test
  void isCounted_lastDigit_decides() {
    assertThat(SpanCounts.isCounted("a02b3c4d5e6f7081a02b3c4d5e6f7080")).isTrue();
    assertThat(SpanCounts.isCounted("002b3c4d5e6f7081a02b3c4d5e6f7001")).isFalse();
    assertThat(SpanCounts.isCounted("")).isFalse();
  }

  @Test
  void saw_kinds_areRemembered() {
    assertThat(drain.kinds()).isEmpty();
    spans.saw(Component.Kind.DATA_SOURCE);
    spans.saw(Component.Kind.DATA_SOURCE);
    assertThat(drain.kinds()).containsExactly(Component.Kind.DATA_SOURCE);
  }
}
