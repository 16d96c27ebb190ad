package io.sre4j.example.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.alert.AlertState;
import org.junit.jupiter.api.Test;

class AlertTextTest {
  private final AlertText text = new AlertText(Ink.NONE, Samples.START);

  @Test
  void lines_firing_tellAllEvidence() {
    assertThat(text.lines(Samples.transition(AlertState.PENDING, AlertState.FIRING)))
        .containsExactly(
            "  >> 1:37 FIRING checkout-availability-drill, page 2m/10s, policy 'scaled 1:30'",
            "     burn     2m: 21.4 (31 bad of 1,450), 10s: 313 (31 bad of 99);"
                + " both above 14.4 fire",
            "     chance   ruled out from 9 bad events on",
            "     onset    1:35; since then 1.23% of the budget of 1h spent",
            "     cause    route POST /checkout 30, dependency inventory:8080 31"
                + " (bad events of 5m)",
            "     last bad 1:36, POST /checkout, 12 ms, ServiceUnavailable, trace 4bf92f",
            "     to       team-shop, https://runbooks.example/checkout");
  }

  @Test
  void lines_resolved_areTwo() {
    assertThat(text.lines(Samples.transition(AlertState.FIRING, AlertState.RESOLVED)))
        .hasSize(2)
        .first()
        .asString()
        .startsWith("  >> 1:37 RESOLVED checkout-availability-drill");
  }

  @Test
  void lines_inactive_isOne() {
    assertThat(text.lines(Samples.transition(AlertState.RESOLVED, AlertState.INACTIVE))).hasSize(1);
  }
}
