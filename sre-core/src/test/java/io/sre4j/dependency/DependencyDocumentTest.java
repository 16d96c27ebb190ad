package io.sre4j.dependency;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.SreEngine;
import io.sre4j.dependency.RequestCalls.Result;
import io.sre4j.dependency.RouteCeiling.Standing;
import io.sre4j.sli.Outcome;
import io.sre4j.slo.Sli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds docs/dependencies.md to the code: its example is run, its figures are those of the run. */
class DependencyDocumentTest {
  private static final Path DOCUMENT = Path.of("../docs/dependencies.md");
  private static final Path THIS =
      Path.of("src/test/java/io/sre4j/dependency/DependencyDocumentTest.java");
  private static final Pattern JAVA = Pattern.compile("(?s)```java\\n(.*?)```");
  private static final Pattern TERM = Pattern.compile("(?m)^\\| `([A-Z_]+)` \\|");

  @Test
  void example_ofThePage_saysWhatThePageSays() throws IOException {
    SreEngine engine = SreEngine.builder().sli(Sli.events("http")).manualTicks().build();
    Dependencies dependencies = new Dependencies();
    RouteCalls checkout = dependencies.route("POST /checkout", Set.of("http")); // once, and kept
    for (int i = 0; i < 1_000; i++) {
      boolean down = i < 20;
      RequestCalls calls = new RequestCalls(); // at a request's first call
      calls.called(dependencies.named("inventory"), down ? Result.FAILED : Result.FINE, 5_000_000);
      calls.called(dependencies.named("recommendations"), Result.FINE, 8_000_000);
      checkout.ended(down ? Outcome.BAD : Outcome.GOOD, calls); // when the request ends
    }
    DependencyReport report = dependencies.report(engine.report().slos());
    RouteDependencies route = report.routes().get(0);
    assertThat(route.edges())
        .extracting(edge -> edge.dependency() + " " + edge.verdict().hardness())
        .containsExactly("inventory HARD", "recommendations UNKNOWN");
    shows(route.ceiling().value(), "availability");
    shows(route.ceiling().low(), "low");
    EdgeVerdict verdict = route.edges().get(0).verdict();
    shows(verdict.whenFailed().low(), "low");
    shows(verdict.whenFine().high(), "high");
    shows(verdict.difference().low(), "low");
    engine.close();
    compiles();
  }

  /** Some value of this name on the page is this one, to the three decimals it is written with. */
  private static void shows(double value, String name) throws IOException {
    List<Double> written =
        Pattern.compile("\"" + name + "\": ([0-9.]+)")
            .matcher(Files.readString(DOCUMENT))
            .results()
            .map(match -> Double.valueOf(match.group(1)))
            .toList();
    assertThat(written).as(name + " " + value).anyMatch(near -> Math.abs(near - value) < 5.1e-4);
  }

  /** The page's code is that of this class, so it compiles. */
  private static void compiles() throws IOException {
    String code = Files.readString(THIS);
    Matcher blocks = JAVA.matcher(Files.readString(DOCUMENT));
    assertThat(blocks.find()).isTrue();
    for (String line : blocks.group(1).split("\n", -1)) {
      assertThat(code).contains(line.strip());
    }
    assertThat(blocks.find()).as("a second block needs a test").isFalse();
  }

  @Test
  void tables_ofThePage_nameEveryVerdict() throws IOException {
    List<String> terms =
        TERM.matcher(Files.readString(DOCUMENT)).results().map(match -> match.group(1)).toList();
    assertThat(terms)
        .containsExactlyElementsOf(
            Stream.concat(Arrays.stream(Hardness.values()), Arrays.stream(Standing.values()))
                .map(Enum::name)
                .toList());
  }

  @Test
  void limits_ofThePage_areThoseOfTheCode() throws IOException {
    assertThat(Files.readString(DOCUMENT).replaceAll("\\s+", " "))
        .contains(
            String.format(
                Locale.ROOT,
                "at most %d names, %,d routes and %,d pairs of the two, and %d names for each",
                Dependencies.MAX_NAMES,
                Dependencies.MAX_ROUTES,
                Dependencies.MAX_EDGES,
                RequestCalls.MAX_DEPENDENCIES))
        .contains("failed alone in fewer than " + EdgeVerdict.MINIMUM + " requests");
  }
}
