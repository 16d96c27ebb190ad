package io.sre4j.example.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sre4j.example.checkout.terminal.Ink;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OptionsTest {

  @Test
  void parse_nothing_playsOnceAndStaysUp() {
    assertThat(Options.parse()).isEqualTo(new Options(false, 1, 8080, null));
  }

  @Test
  void parse_everything_isRead() {
    assertThat(Options.parse("--once", "--cycles=3", "--server.port=9000", "--record=events.csv"))
        .isEqualTo(new Options(true, 3, 9000, Path.of("events.csv")));
  }

  @Test
  void parse_wrong_saysWhatWouldBeRight() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Options.parse("--twice"))
        .withMessage("There is no option --twice");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Options.parse("--cycles=0"))
        .withMessage("--cycles=0: write a number from 1 to 20");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Options.parse("--record="))
        .withMessage("--record: write the name of a file, as in --record=events.csv");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Options.parse("--server.port=http"))
        .withMessage("--server.port=http: write a number from 0 to 65535");
  }

  @Test
  void ifFree_taken_isAnother() throws IOException {
    try (ServerSocket taken = new ServerSocket(0)) {
      assertThat(Options.ifFree(taken.getLocalPort())).isZero();
    }
  }

  @Test
  void ink_onlyForPeopleWhoWantIt() {
    assertThat(Ink.of(Map.of("TERM", "xterm"), true)).isEqualTo(Ink.ANSI);
    assertThat(Ink.of(Map.of("TERM", "xterm"), false)).isEqualTo(Ink.NONE);
    assertThat(Ink.of(Map.of("NO_COLOR", "1"), true)).isEqualTo(Ink.NONE);
    assertThat(Ink.of(Map.of("TERM", "dumb"), true)).isEqualTo(Ink.NONE);
  }
}
