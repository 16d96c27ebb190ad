package io.sre4j.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each word is a tick: what it saw, and the state after it. */
class AlertPhaseTest {
  private static final long HOLD = 2;
  private static final long SETTLE = 3;

  @ParameterizedTest
  @CsvSource({
    // c: calm, b: burning, e: burning with evidence, s: silent, x: blind
    "ccc, III",
    "bbb, PPP",
    "eee, PPF",
    "bbe, PPF",
    "ebcee, PPIPP",
    "eeec, PPFR",
    "eeess, PPFFF",
    "eeesc, PPFFR",
    "eeecccc, PPFRRRI",
    "eeeceee, PPFRPPF",
    "eeeccb, PPFRRP",
    "xxc, ZZI",
    "exxe, PZZP",
    "exxee, PZZPF",
    "eeexxc, PPFZZF",
    "eeexxcc, PPFZZFR",
    "eeecxcccc, PPFRZRIII",
  })
  void next_ticks_leadThroughStates(String ticks, String states) {
    AlertPhase phase = new AlertPhase.Inactive(Instant.EPOCH);
    StringBuilder seen = new StringBuilder();
    for (int i = 0; i < ticks.length(); i++) {
      phase = phase.next(signal(ticks.charAt(i), i));
      char before = i == 0 ? 'I' : states.charAt(i - 1);
      if (before != 'Z' && states.charAt(i) != before) {
        assertThat(phase.since()).as("tick " + i).isEqualTo(Instant.ofEpochSecond(i));
      }
      seen.append(letter(phase.state()));
    }
    assertThat(seen.toString()).isEqualTo(states);
  }

  private static char letter(AlertState state) {
    return state == AlertState.FROZEN ? 'Z' : state.name().charAt(0);
  }

  private static AlertPhase.Signal signal(char kind, long tick) {
    boolean burning = kind == 'b' || kind == 'e';
    return new AlertPhase.Signal(
        burning,
        kind == 'e',
        kind == 's',
        kind == 'x',
        tick,
        Instant.ofEpochSecond(tick),
        HOLD,
        SETTLE);
  }
}
