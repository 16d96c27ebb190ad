package io.sre4j.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sre4j.slo.InvalidDefinitionException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BadRequestsTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN = "b7ad6b7169203331";

  private final BadRequests requests =
      new SignalDrain(Instant.parse("2026-11-23T09:00:00Z")).signals().badRequests();

  @Test
  void bad_nobodyListens_isNotKept() {
    assertThat(requests.bad(TRACE, SPAN)).isFalse();
  }

  @Test
  void bad_someListen_allAreToldAndOneKeepingIsEnough() {
    List<String> told = new ArrayList<>();
    requests.add((trace, span) -> !told.add("first " + trace + " " + span));
    Runnable end = requests.add((trace, span) -> told.add("second"));
    requests.add((trace, span) -> !told.add("third"));
    assertThat(requests.bad(TRACE, SPAN)).isTrue();
    assertThat(told).containsExactly("first " + TRACE + " " + SPAN, "second", "third");
    end.run();
    assertThat(requests.bad(TRACE, SPAN)).isFalse();
    assertThat(told).hasSize(5);
  }

  @Test
  void bad_listenerThrows_othersAreToldAndItIsCounted() {
    requests.add((trace, span) -> {
      throw new StringIndexOutOfBoundsException("a foreign id");
    });
    requests.add((trace, span) -> true);
    assertThat(requests.bad(TRACE, SPAN)).isTrue();
    assertThat(requests.bad(TRACE, SPAN)).isTrue();
    assertThat(requests.failures()).isEqualTo(2);
  }

  @Test
  void add_tooMany_isRefused() {
    for (int i = 0; i < 4; i++) {
      requests.add((trace, span) -> false);
    }
    assertThatThrownBy(() -> requests.add((trace, span) -> false))
        .isInstanceOf(InvalidDefinitionException.class)
        .hasMessageContaining("at most 4");
  }
}
