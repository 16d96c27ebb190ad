package io.sre4j.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingTest {
  private static final RuleText RULE =
      RuleText.of(1, "untraced", Level.HIGH, "always", 20, "Trace it.", Hook.OPERATIONS);

  @Test
  void describe_withExample_isOneLineWithRemedy() {
    Finding finding =
        Finding.of(RULE, "GET /a\nb", 1_200, 1_300, List.of(new Example("4bf9", "in\rfilter")));
    assertThat(finding.describe())
        .isEqualTo("SRE-001 GET /a?b: 1,200 of 1,300, such as in?filter (trace 4bf9); Trace it.");
  }

  @Test
  void describe_exampleThatSaysNoMore_isItsTraceAlone() {
    Finding finding = Finding.of(RULE, "GET /a", 1, 2, List.of(new Example("4bf9", "GET /a")));
    assertThat(finding.describe())
        .isEqualTo("SRE-001 GET /a: 1 of 2, such as trace 4bf9; Trace it.");
  }

  @Test
  void examples_many_areCutToEight() {
    List<Example> many = Collections.nCopies(20, Example.where("here"));
    assertThat(Finding.of(RULE, "x", 1, 1, many).examples()).hasSize(8);
  }

  @Test
  void subject_longOrBlank_isCutOrNamed() {
    assertThat(Finding.of(RULE, "x".repeat(1_000), 1, 1, List.of()).subject()).hasSize(400);
    assertThat(Finding.of(RULE, "  ", 1, 1, List.of()).subject()).isEqualTo("?");
  }

  /** Half a pair of surrogates is no text: a file of it cannot be written. */
  @Test
  void subject_halfAPairOfSurrogates_isReplaced() {
    assertThat(Finding.of(RULE, "a\ud83dz", 1, 1, List.of()).subject()).isEqualTo("a?z");
    String cutThrough = "x".repeat(399) + "\ud83d\ude00";
    assertThat(Finding.of(RULE, cutThrough, 1, 1, List.of()).subject())
        .isEqualTo("x".repeat(399) + "?");
    assertThat(Finding.of(RULE, "GET /\ud83d\ude00", 1, 1, List.of()).subject())
        .isEqualTo("GET /\ud83d\ude00");
  }
}
