package io.sre4j.example.checkout.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.alert.AlertState;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertTextTest {
  private final AlertText text = new AlertText(Ink.NONE);

  @Test
  void lines_firing_tellAllEvidence() {
    assertThat(lines(AlertState.PENDING, AlertState.FIRING, true))
        .containsExactly(
            "  >> 1:37 FIRING checkout-availability-drill, page 2m/10s, policy 'scaled 1:30'",
            "     burn     2m: 21.4 (31 bad of 1,450), 10s: 313 (31 bad of 99);"
                + " fires if both are above 14.4",
            "     since    about 1:35; 1.23% of the budget of 1h went since;"
                + " the rest lasts 1m30s at this pace; 9 bad would rule out chance",
            "     cause    route POST /checkout 30, dependency inventory:8080 31 (bad in 5m)",
            "     last bad 1:36, POST /checkout, 12 ms, ServiceUnavailable, trace 4bf92f",
            "     to       team-shop, https://runbooks.example/checkout");
  }

  @Test
  void lines_resolvedOrAnotherRule_tellTheBurnRates() {
    assertThat(lines(AlertState.FIRING, AlertState.RESOLVED, true)).hasSize(2);
    assertThat(lines(AlertState.PENDING, AlertState.FIRING, false)).hasSize(2);
  }

  @Test
  void lines_otherStates_areOneLine() {
    assertThat(lines(AlertState.INACTIVE, AlertState.PENDING, true)).hasSize(1);
    assertThat(lines(AlertState.RESOLVED, AlertState.INACTIVE, true)).hasSize(1);
    assertThat(lines(AlertState.FROZEN, AlertState.INACTIVE, true))
        .singleElement()
        .asString()
        .endsWith("(was frozen)");
  }

  private List<String> lines(AlertState from, AlertState to, boolean full) {
    return text.lines(Samples.transition(from, to), Samples.START, full);
  }
}
