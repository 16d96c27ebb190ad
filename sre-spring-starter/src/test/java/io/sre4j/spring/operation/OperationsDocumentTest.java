package io.sre4j.spring.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.sli.Outcome;
import io.sre4j.slo.DurationText;
import io.sre4j.spring.outcome.OutcomeRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page says what the code does: every row of its tables is asked for. */
class OperationsDocumentTest {
  private static final long MOMENT = 1_000_000;

  @Test
  void table_ofOperations_namesEachKind() throws IOException {
    List<String> named =
        rows("| SLI |")
            .map(row -> row.get(0).replaceAll("`|<.*", ""))
            .filter(name -> name.endsWith("."))
            .toList();
    List<String> kinds =
        Arrays.stream(OperationKind.values())
            .map(kind -> kind.name().toLowerCase(Locale.ROOT) + ".")
            .toList();
    assertThat(named).containsExactlyElementsOf(kinds);
    assertThat(named).allMatch(OperationKind::names);
  }

  @ParameterizedTest
  @MethodSource("outcomes")
  void table_ofOutcomes_isTrue(List<String> row) {
    OutcomeRules rules = OutcomeRules.parse("sre.slos.it", list(row.get(0)), list(row.get(1)));
    String event = row.get(2);
    assertThat(outcome(rules, event))
        .as(event)
        .isEqualTo(Outcome.valueOf(row.get(3).toUpperCase(Locale.ROOT)));
  }

  static Stream<List<String>> outcomes() throws IOException {
    return rows("| `bad-when` |");
  }

  @Test
  void names_inTheText_areWhatTheCodeMakes() throws IOException {
    String page = page();
    assertThat(page).contains("`" + OperationKind.CLIENT.sli("localhost:8081") + "`");
    assertThat(page).contains("`" + OperationKind.CLIENT.sli("other") + "`");
  }

  private static Outcome outcome(OutcomeRules rules, String event) {
    String last = event.substring(event.lastIndexOf(' ') + 1);
    if (event.startsWith("is answered")) {
      int status = Integer.parseInt(last);
      return rules.of(status >= 500 ? Outcome.BAD : Outcome.GOOD, status, null, MOMENT);
    }
    if (event.startsWith("takes")) {
      return rules.of(Outcome.GOOD, 0, null, DurationText.parse("page", last).toNanos());
    }
    if (event.startsWith("throws")) {
      return rules.of(Outcome.BAD, 0, thrown(last), MOMENT);
    }
    assertThat(event).isEqualTo("is left by its client");
    return rules.of(Outcome.EXCLUDED, 0, null, MOMENT);
  }

  private static @Nullable Throwable thrown(String type) {
    try {
      return (Throwable) Class.forName(type).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> list(String cell) {
    return cell.equals("-") ? List.of() : List.of(cell.replace("`", ""));
  }

  /** The cells of each row below the header that begins so. */
  private static Stream<List<String>> rows(String header) throws IOException {
    List<List<String>> rows =
        page()
            .lines()
            .dropWhile(line -> !line.startsWith(header))
            .skip(2)
            .takeWhile(line -> line.startsWith("|"))
            .map(line -> Arrays.stream(line.substring(1).split("\\|")).map(String::trim).toList())
            .toList();
    assertThat(rows).as(header).isNotEmpty();
    return rows.stream();
  }

  private static String page() throws IOException {
    return Files.readString(Path.of("../docs/operations.md"));
  }
}
