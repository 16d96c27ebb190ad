package io.sre4j.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sre4j.facts.ResourceFacts;
import io.sre4j.finding.Defect;
import io.sre4j.slo.InvalidDefinitionException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstrumentationScoreTest {
  private static final long SEED = 20_261_123;
  private static final ScoreCatalog CATALOG = ScoreCatalog.current();

  private static ScoreResult result(ScoreRule rule, boolean isPassed) {
    return new ScoreResult(rule, isPassed, "");
  }

  private static void add(List<ScoreResult> to, Impact impact, int passed, int all) {
    for (int i = 0; i < all; i++) {
      ScoreRule rule = new ScoreRule(impact + "-" + i, ScoreRule.Signal.SPAN, impact, "");
      to.add(result(rule, i < passed));
    }
  }

  /** The worked example of the specification. */
  @Test
  void value_ofTheSpecificationsExample_is63point86() {
    List<ScoreResult> results = new ArrayList<>();
    add(results, Impact.CRITICAL, 4, 8);
    add(results, Impact.IMPORTANT, 8, 10);
    add(results, Impact.NORMAL, 6, 8);
    add(results, Impact.LOW, 1, 5);
    InstrumentationScore score = new InstrumentationScore(results, 31);
    assertThat(score.value()).isCloseTo(100.0 * 530 / 830, within(1e-12));
    assertThat(score.describe()).isEqualTo("Instrumentation Score: 63.86, Needs Improvement");
  }

  @ParameterizedTest
  @CsvSource({
    "100,EXCELLENT",
    "90,EXCELLENT",
    "89.999,GOOD",
    "89.5,GOOD",
    "89,GOOD",
    "75,GOOD",
    "74.5,NEEDS_IMPROVEMENT",
    "50,NEEDS_IMPROVEMENT",
    "49.5,POOR",
    "49,POOR",
    "0,POOR"
  })
  void category_ofAScore_isTheLowerOfTwo(double score, Category expected) {
    assertThat(Category.of(score)).isEqualTo(expected);
  }

  /** Facts of the specification: how many, and what they weigh together. */
  @Test
  void catalog_hasTheRulesOfItsVersion() {
    assertThat(CATALOG.version()).isEqualTo("2026-09");
    assertThat(CATALOG.rules()).hasSize(19).extracting(ScoreRule::id).isSorted();
    assertThat(CATALOG.rules()).extracting(ScoreRule::id).doesNotContain("RES-006", "RES-007");
    assertThat(CATALOG.rules().stream().mapToInt(rule -> rule.impact().weight()).sum())
        .isEqualTo(510);
    Map<Impact, Integer> counts = new HashMap<>();
    CATALOG.rules().forEach(rule -> counts.merge(rule.impact(), 1, Integer::sum));
    assertThat(counts)
        .isEqualTo(
            Map.of(Impact.CRITICAL, 1, Impact.IMPORTANT, 12, Impact.NORMAL, 5, Impact.LOW, 1));
  }

  @Test
  void of_rulesOfOurOwn_areRefused() {
    ScoreBoard board = new ScoreBoard();
    for (Defect defect : Defect.values()) {
      assertThatThrownBy(() -> board.of(defect.rule()))
          .isInstanceOf(InvalidDefinitionException.class);
      ScoreRule own = new ScoreRule(defect.rule(), ScoreRule.Signal.SPAN, Impact.CRITICAL, "ours");
      assertThatThrownBy(() -> InstrumentationScore.of(List.of(result(own, true))))
          .isInstanceOf(InvalidDefinitionException.class);
    }
    ScoreRule heavier =
        new ScoreRule("SPA-001", ScoreRule.Signal.SPAN, Impact.CRITICAL, "a heavier one");
    assertThatThrownBy(() -> InstrumentationScore.of(List.of(result(heavier, true))))
        .isInstanceOf(InvalidDefinitionException.class);
    ScoreResult twice = result(CATALOG.rule("SPA-001"), true);
    assertThatThrownBy(() -> InstrumentationScore.of(List.of(twice, twice)))
        .isInstanceOf(InvalidDefinitionException.class);
  }

  @Test
  void of_randomResults_isTheShareOfTheWeights() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < 500; i++) {
      List<ScoreResult> results = new ArrayList<>();
      double passed = 0;
      double all = 0;
      for (ScoreRule rule : CATALOG.rules()) {
        if (random.nextBoolean()) {
          boolean isPassed = random.nextBoolean();
          results.add(result(rule, isPassed));
          double weight = 10 * (4 - rule.impact().ordinal());
          all += weight;
          passed += isPassed ? weight : 0;
        }
      }
      InstrumentationScore score = InstrumentationScore.of(results);
      assertThat(score.value()).as("seed " + SEED).isCloseTo(100 * passed / all, within(1e-9));
      assertThat(score.title())
          .isEqualTo("Instrumentation Score (partial, " + results.size() + " of 19)");
    }
  }

  @Test
  void score_nothingSeen_isNotAssessed() {
    InstrumentationScore score = new ScoreBoard().score(Optional.empty());
    assertThat(score).isEqualTo(InstrumentationScore.NONE);
    assertThat(score.value()).isNaN();
    assertThat(score.describe())
        .isEqualTo("Instrumentation Score (partial, 0 of 19): not assessed");
  }

  @Test
  void score_whatWasSeen_isAssessedAndTheRestLeftOut() {
    ScoreBoard board = new ScoreBoard();
    board.of("SPA-004").inspected();
    board.of("SPA-004").inspected();
    board.of("MET-002").inspected();
    board.of("MET-002").failed("orders without a unit");
    board.of("MET-002").failed("another");
    InstrumentationScore score = board.score(Optional.empty());
    assertThat(score.value()).isEqualTo(50);
    assertThat(score.results())
        .extracting(ScoreResult::reason)
        .containsExactly("2 of 2 fail, such as orders without a unit", "0 of 2 fail");
  }

  @ParameterizedTest
  @CsvSource({"shop,true", "unknown_service:java,false", "' ',false"})
  void score_serviceName_decidesRes005(String name, boolean isPassed) {
    ResourceFacts resource =
        new ResourceFacts(Map.of("service.name", name, "service.instance.id", "1"), false);
    InstrumentationScore score = new ScoreBoard().score(Optional.of(resource));
    assertThat(score.results())
        .extracting(result -> result.rule().id() + " " + result.isPassed())
        .containsExactly("RES-001 true", "RES-005 " + isPassed, "SDK-001 true");
    assertThat(score.value()).isCloseTo(isPassed ? 100 : 100 * 30 / 70.0, within(1e-9));
  }

  @Test
  void score_inKubernetes_asksForThePod() {
    ResourceFacts resource = new ResourceFacts(Map.of("service.name", "shop"), true);
    assertThat(new ScoreBoard().score(Optional.of(resource)).results())
        .extracting(result -> result.rule().id() + " " + result.isPassed())
        .containsExactly("RES-001 false", "RES-003 false", "RES-005 true", "SDK-001 true");
  }
}
