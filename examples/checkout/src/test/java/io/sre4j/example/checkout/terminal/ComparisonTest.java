package io.sre4j.example.checkout.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sre4j.example.checkout.load.RouteCounts;
import io.sre4j.example.checkout.terminal.ActuatorReading.Counts;
import io.sre4j.example.checkout.terminal.Comparison.Availability;
import io.sre4j.example.checkout.terminal.Comparison.Latency;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final RouteCounts SEEN = new RouteCounts(1_090, 10, 90, 0);

  @Test
  void availability_sameCounts_isExact() {
    Comparison comparison =
        new Comparison(List.of(new Availability("a", SEEN, new Counts(1_090, 10))), 0);

    assertThat(comparison.isExact()).isTrue();
    assertThat(comparison.lines().get(2))
        .isEqualTo(
            "  a                                   1,090           10          1,090           10"
                + "   equal");
  }

  @Test
  void availability_oneOff_isNotExact() {
    assertThat(new Availability("a", SEEN, new Counts(1_089, 10)).agrees()).isFalse();
    assertThat(new Availability("a", SEEN, new Counts(1_090, 11)).agrees()).isFalse();
    Comparison comparison =
        new Comparison(List.of(new Availability("a", SEEN, new Counts(1_091, 9))), 0);
    assertThat(comparison.isExact()).isFalse();
    assertThat(comparison.lines().get(2)).endsWith("DIFFERENT");
  }

  @Test
  void latency_shorterClock_agreesWithinWhatCustomersSaw() {
    assertThat(new Latency("l", SEEN, new Counts(1_000, 100)).agrees()).isTrue();
    assertThat(new Latency("l", SEEN, new Counts(1_090, 10)).agrees()).isTrue();
  }

  @Test
  void latency_impossible_disagrees() {
    assertThat(new Latency("more", SEEN, new Counts(1_001, 100)).agrees()).isFalse();
    assertThat(new Latency("too slow", SEEN, new Counts(999, 101)).agrees()).isFalse();
    assertThat(new Latency("failed", SEEN, new Counts(1_091, 9)).agrees()).isFalse();
  }

  @Test
  void isExact_nothingToCompare_isFalse() {
    assertThat(new Comparison(List.of(), 0).isExact()).isFalse();
  }

  @Test
  void reading_json_takesGoodAndBadOfEachSlo() {
    String json =
        "{\"slos\":[{\"name\":\"a\",\"good\":3,\"bad\":1,\"sli\":0.75},"
            + "{\"name\":\"b\",\"good\":0,\"bad\":0}]}";
    assertThat(ActuatorReading.parse(json).slos())
        .containsEntry("a", new Counts(3, 1))
        .containsEntry("b", Counts.NONE);
    assertThatThrownBy(() -> ActuatorReading.parse("{\"slos\":[{\"name\":\"a\"}]}"))
        .hasMessageContaining("good");
  }
}
