package io.sre4j.otel.span;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChoiceTest {
  private final Choice choice = new Choice();

  private int taken(int spans) {
    int taken = 0;
    for (int i = 0; i < spans; i++) {
      taken += choice.takes("%016x".formatted(i)) ? 1 : 0;
    }
    return taken;
  }

  @Test
  void takes_quietService_everySpan() {
    assertThat(taken(Choice.BUDGET - 1)).isEqualTo(Choice.BUDGET - 1);
  }

  @Test
  void takes_busyService_hasABoundBetweenTicks() {
    assertThat(taken(5_000_000)).isBetween(3 * Choice.BUDGET, 4 * Choice.BUDGET);
    assertThat(choice.depth()).isEqualTo(Choice.DEEPEST);
  }

  @Test
  void tick_serviceIsQuietAgain_takesEverySpanAgain() {
    assertThat(taken(1_000_000)).isLessThan(1_000_000);
    for (int i = 0; i <= Choice.DEEPEST; i++) {
      choice.tick();
    }
    assertThat(taken(100)).isEqualTo(100);
  }

  @Test
  void tick_stillBusy_keepsItsDepth() {
    assertThat(taken(40_000)).isLessThan(40_000);
    int depth = choice.depth();
    for (int i = 0; i < 10; i++) {
      choice.tick();
      assertThat(taken(40_000)).isGreaterThan(Choice.FEW);
    }
    assertThat(choice.depth()).isGreaterThanOrEqualTo(depth);
  }
}
