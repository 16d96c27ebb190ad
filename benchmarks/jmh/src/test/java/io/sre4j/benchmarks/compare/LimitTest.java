package io.sre4j.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LimitTest {

  @Test
  void atMost_theValueItself_holds() {
    assertThat(Limit.atMost("0.55").holds(0.55)).isTrue();
    assertThat(Limit.atMost("0.55").holds(0.5501)).isFalse();
  }

  @Test
  void atMost_fraction_isDivided() {
    assertThat(Limit.atMost("1/8").value()).isEqualTo(0.125);
    assertThat(Limit.atMost("250/50").value()).isEqualTo(5);
  }

  @Test
  void atLeast_less_doesNotHold() {
    assertThat(Limit.atLeast("0.99").holds(0.99)).isTrue();
    assertThat(Limit.atLeast("0.99").holds(0.989)).isFalse();
  }

  @Test
  void slack_isAddedOnTheForbiddenSide() {
    assertThat(Limit.atMost("0").slack(0.01).holds(0.009)).isTrue();
    assertThat(Limit.atMost("0").slack(0.01).holds(0.011)).isFalse();
    assertThat(Limit.atLeast("1").slack(0.01).holds(0.995)).isTrue();
  }

  @Test
  void holds_noNumber_neverDoes() {
    assertThat(Limit.atMost("1").holds(Double.NaN)).isFalse();
    assertThat(Limit.atLeast("1").holds(Double.NaN)).isFalse();
    assertThat(Limit.none().holds(Double.NaN)).isFalse();
    assertThat(Limit.none().holds(-7)).isTrue();
  }
}
