package io.sre4j.spring.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sre4j.sli.Outcome;
import io.sre4j.slo.InvalidDefinitionException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class OutcomeRulesTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  @Test
  void of_nothingSaid_isWhatIsUsual() {
    OutcomeRules rules = rules(List.of(), List.of());
    assertThat(rules).isSameAs(OutcomeRules.USUAL);
    assertThat(rules.of(Outcome.GOOD, 404, null, SECOND)).isEqualTo(Outcome.GOOD);
    assertThat(rules.of(Outcome.EXCLUDED, 0, null, SECOND)).isEqualTo(Outcome.EXCLUDED);
  }

  @Test
  void of_statuses_areBad() {
    OutcomeRules rules = rules(List.of("429", "3xx"), List.of());
    assertThat(rules.of(Outcome.GOOD, 429, null, 1)).isEqualTo(Outcome.BAD);
    assertThat(rules.of(Outcome.GOOD, 428, null, 1)).isEqualTo(Outcome.GOOD);
    assertThat(rules.of(Outcome.GOOD, 300, null, 1)).isEqualTo(Outcome.BAD);
    assertThat(rules.of(Outcome.GOOD, 399, null, 1)).isEqualTo(Outcome.BAD);
    assertThat(rules.of(Outcome.GOOD, 299, null, 1)).isEqualTo(Outcome.GOOD);
    assertThat(rules.of(Outcome.GOOD, 400, null, 1)).isEqualTo(Outcome.GOOD);
    assertThat(rules.of(Outcome.BAD, 500, null, 1)).isEqualTo(Outcome.BAD);
  }

  @Test
  void of_exceptions_areFoundByClassSuperclassAndCause() {
    OutcomeRules simple = rules(List.of(), List.of("IOException"));
    OutcomeRules full = rules(List.of(), List.of("java.io.IOException"));
    for (OutcomeRules rules : List.of(simple, full)) {
      assertThat(rules.of(Outcome.BAD, 0, new IOException(), 1)).isEqualTo(Outcome.EXCLUDED);
      assertThat(rules.of(Outcome.BAD, 0, new FileNotFoundException(), 1))
          .isEqualTo(Outcome.EXCLUDED);
      assertThat(rules.of(Outcome.BAD, 0, new CompletionException(new IOException()), 1))
          .isEqualTo(Outcome.EXCLUDED);
      assertThat(rules.of(Outcome.BAD, 0, new IllegalStateException(), 1)).isEqualTo(Outcome.BAD);
    }
  }

  @Test
  void of_causesInACircle_ends() {
    Exception one = new Exception();
    Exception two = new Exception(one);
    one.initCause(two);
    OutcomeRules rules = rules(List.of(), List.of("IOException"));
    assertThat(rules.of(Outcome.BAD, 0, one, 1)).isEqualTo(Outcome.BAD);
  }

  @Test
  void of_slowEvents_areBadBeyondTheTime() {
    OutcomeRules rules = rules(List.of("> 1s", ">3s"), List.of());
    assertThat(rules.of(Outcome.GOOD, 200, null, SECOND)).isEqualTo(Outcome.GOOD);
    assertThat(rules.of(Outcome.GOOD, 200, null, SECOND + 1)).isEqualTo(Outcome.BAD);
    assertThat(rules.of(Outcome.GOOD, 200, null, -1)).isEqualTo(Outcome.GOOD);
  }

  @Test
  void of_excluded_comesBeforeBad() {
    OutcomeRules rules = rules(List.of("> 1s", "503"), List.of("503"));
    assertThat(rules.of(Outcome.BAD, 503, null, 2 * SECOND)).isEqualTo(Outcome.EXCLUDED);
  }

  @Test
  void of_clientsThatLeft_areBadByChoiceOnly() {
    OutcomeRules late = rules(List.of("> 1s"), List.of());
    assertThat(late.of(Outcome.EXCLUDED, 0, null, 2 * SECOND)).isEqualTo(Outcome.EXCLUDED);
    OutcomeRules left = rules(List.of("client-abort"), List.of());
    assertThat(left.of(Outcome.EXCLUDED, 0, null, 1)).isEqualTo(Outcome.BAD);
    assertThat(left.of(Outcome.GOOD, 200, null, 1)).isEqualTo(Outcome.GOOD);
  }

  @Test
  void parse_whatCannotBeRead_saysWhich() {
    assertThatThrownBy(() -> rules(List.of("429", "timeout"), List.of()))
        .isInstanceOf(InvalidDefinitionException.class)
        .hasMessageContaining("sre.slos.it.bad-when[1]")
        .hasMessageContaining("timeout");
    assertThatThrownBy(() -> rules(List.of("client-abort"), List.of("client-abort")))
        .hasMessageContaining("remove one of them");
  }

  private static OutcomeRules rules(List<String> badWhen, List<String> excludedWhen) {
    return OutcomeRules.parse("sre.slos.it", badWhen, excludedWhen);
  }
}
