package io.sre4j.otel.span;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenSpansTest {
  private final OpenSpans open = new OpenSpans();

  private static String id(int number) {
    return "%016x".formatted(number);
  }

  @Test
  void byScope_someEnded_countsTheRest() {
    for (int i = 0; i < 100; i++) {
      open.started(id(i), i % 2 == 0 ? "even" : "odd");
    }
    for (int i = 0; i < 90; i += 2) {
      open.ended(id(i));
    }
    assertThat(open.byScope()).isEqualTo(Map.of("even", 5L, "odd", 50L));
  }

  @Test
  void started_moreThanThereArePlaces_isBounded() {
    for (int i = 0; i < 100_000; i++) {
      open.started(id(i), "leaky");
    }
    assertThat(open.byScope().get("leaky")).isBetween(4_000L, 4_096L);
    for (int i = 0; i < 100_000; i++) {
      open.ended(id(i));
    }
    assertThat(open.byScope()).isEmpty();
  }
}
