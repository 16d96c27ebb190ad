package io.sre4j.example.checkout.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sre4j.example.checkout.load.Schedule.Phase;
import io.sre4j.example.checkout.shop.InventoryService.Mode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  @Test
  void standard_length_isWithinThreeMinutes() {
    assertThat(Schedule.standard().length()).isEqualTo(Duration.ofSeconds(160));
  }

  @Test
  void standard_phases_failTwiceAndRecoverTwice() {
    assertThat(Schedule.standard().phases())
        .extracting(Phase::mode)
        .containsExactly(Mode.HEALTHY, Mode.SLOW, Mode.HEALTHY, Mode.DOWN, Mode.HEALTHY);
  }

  @Test
  void standard_lastPhase_outlivesTheLongestShortWindowOfTheDrill() {
    List<Phase> phases = Schedule.standard().phases();
    assertThat(phases.get(phases.size() - 1).length()).isGreaterThan(Duration.ofSeconds(62));
  }

  @Test
  void light_load_isLessThanTheShows() {
    assertThat(Schedule.light().requestsPerSecond())
        .isLessThan(Schedule.standard().phases().get(0).requestsPerSecond());
  }

  @Test
  void phase_impossible_saysWhy() {
    Duration second = Duration.ofSeconds(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Phase("much too long", second, Mode.HEALTHY, 1, ""))
        .withMessage("'much too long' is longer than 8");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Phase("a", Duration.ZERO, Mode.HEALTHY, 1, ""))
        .withMessage("Phase a lasts PT0S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Phase("a", second, Mode.HEALTHY, 0, ""))
        .withMessage("Phase a has no load");
    assertThatIllegalArgumentException().isThrownBy(() -> new Schedule(List.of()));
  }
}
