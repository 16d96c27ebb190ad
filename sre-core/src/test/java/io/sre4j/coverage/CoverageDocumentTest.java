package io.sre4j.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.finding.Finding;
import io.sre4j.finding.RuleText;
import io.sre4j.signal.TraceState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds docs/coverage.md to the rules: their words, and an example of each that is run. */
class CoverageDocumentTest {
  private static final Path DOCUMENT = Path.of("../docs/coverage.md");
  private static final Pattern SECTION =
      Pattern.compile("(?ms)^### (SRE-\\d{3}) ([^\\n]+)\\n(.*?)(?=^##)");
  private static final Pattern BLOCK = Pattern.compile("(?s)```text\\n(.*?)```");
  private static final Pattern JAVA = Pattern.compile("(?s)```java\\n(.*?)```");
  private static final Pattern STATE = Pattern.compile("(?m)^\\| `([A-Z]+)` \\|");

  private static String document() throws IOException {
    return Files.readString(DOCUMENT);
  }

  private static Map<String, MatchResult> sections() throws IOException {
    Map<String, MatchResult> sections = new LinkedHashMap<>();
    SECTION
        .matcher(document())
        .results()
        .forEach(section -> {
          assertThat(sections.put(section.group(1), section)).as(section.group(1)).isNull();
        });
    return sections;
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }

  @Test
  void sections_ofThePage_areTheRulesInTheirWords() throws IOException {
    Map<String, MatchResult> sections = sections();
    assertThat(sections.keySet()).containsExactlyElementsOf(Inspector.ids());
    for (RuleText rule : Coverage.rules()) {
      MatchResult section = sections.get(rule.id());
      assertThat(section.group(2)).isEqualTo(rule.name());
      assertThat(oneLine(section.group(3)))
          .as(rule.id())
          .startsWith(
              String.format(
                  Locale.ROOT,
                  "- Level: %s - Fails when: %s - From: %,d ",
                  rule.level(),
                  rule.failsWhen(),
                  rule.minimum()))
          .contains(" - Mend: " + rule.remedy() + " ");
    }
  }

  /** Each example of the page is seeded, and found by its rule and by no other. */
  @Test
  void examples_ofThePage_areWhatTheirSeedsShow() throws IOException {
    Map<String, MatchResult> sections = sections();
    Map<String, Consumer<TestCoverage>> seeds = Seeds.all();
    assertThat(seeds.keySet()).containsExactlyElementsOf(sections.keySet());
    seeds.forEach((rule, seed) -> {
      try (TestCoverage test = new TestCoverage(Seeds.settings())) {
        seed.accept(test);
        List<Finding> found = test.inspect().findings();
        assertThat(found).as(rule).extracting(Finding::rule).containsExactly(rule);
        MatchResult block =
            BLOCK.matcher(sections.get(rule).group(3)).results().findFirst().orElseThrow();
        assertThat(block.group(1).strip()).isEqualTo(found.get(0).describe());
      }
    });
  }

  @Test
  void states_ofThePage_areAllThereAre() throws IOException {
    List<String> states = STATE.matcher(document()).results().map(state -> state.group(1)).toList();
    assertThat(states).isEqualTo(Arrays.stream(TraceState.values()).map(TraceState::name).toList());
  }

  @Test
  void code_ofThePage_isThatOfAClassThatIsCompiledAndRun() throws IOException {
    Path source = Path.of("src/test/java/io/sre4j/coverage/CoverageExampleTest.java");
    String example = oneLine(Files.readString(source));
    List<MatchResult> blocks = JAVA.matcher(document()).results().toList();
    assertThat(blocks).hasSize(2);
    for (MatchResult block : blocks) {
      assertThat(example).contains(oneLine(block.group(1)));
    }
  }
}
