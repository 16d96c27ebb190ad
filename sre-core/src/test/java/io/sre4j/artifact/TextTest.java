package io.sre4j.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.json.JsonMapper;

/** Quoting: whatever stands in a text comes out as that text. */
class TextTest {
  private static final long SEED = 7_411;
  private static final JsonMapper JSON = new JsonMapper();

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0s",
    "PT5M, 5m",
    "PT1H4M, 1h4m",
    "PT25H43M, 1d1h43m",
    "P1D, 1d",
    "P7D, 1w",
    "P28D, 4w",
    "P30D, 30d",
    "P90D, 90d",
    "P364D, 52w",
    "P365D, 1y",
    "PT70S, 1m10s"
  })
  void duration_anyLength_asPrometheusPrintsIt(Duration duration, String text) {
    assertThat(PromText.duration(duration)).isEqualTo(text);
  }

  @Test
  void quoted_anyCharacters_comeBackFromYamlAndJson() {
    Random random = new Random(SEED);
    Load yaml = new Load(LoadSettings.builder().build());
    for (int i = 0; i < 2_000; i++) {
      String text = random(random);
      String quoted = YamlText.quoted(text);
      String expected = PromText.wellFormed(text);
      assertThat(JSON.readValue(quoted, String.class)).as("seed " + SEED).isEqualTo(expected);
      assertThat(yaml.loadFromString(quoted)).as("seed " + SEED).isEqualTo(expected);
    }
  }

  private static String random(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i >= 0; i--) {
      int range = random.nextBoolean() ? 0x80 : 0x10000;
      text.append((char) random.nextInt(range));
    }
    return text.toString();
  }

  @Test
  void wellFormed_halvesOfPairs_areReplaced() {
    assertThat(PromText.wellFormed("a\ud800b\udc00\ud83d\ude80\ufffd"))
        .isEqualTo("a?b?\ud83d\ude80?");
  }

  @Test
  void promql_specialCharacters_escaped() {
    assertThat(PromText.quoted("a\"b\\c\nd")).isEqualTo("\"a\\\"b\\\\c\\nd\"");
  }

  @Test
  void template_braces_areShown() {
    assertThat(PromText.literal("{{ x }}")).isEqualTo("{{\"{{\"}} x }}");
  }

  @Test
  void labels_namesPrometheusRefuses_renamedApart() {
    Map<String, String> chosen =
        Map.of("a-b", "1", "a b", "2", "a_b", "3", "9", "4", "__name__", "5", "slo", "6", "", "7");
    assertThat(PromText.labels(chosen, Set.of("slo")))
        .isEqualTo(
            Map.of(
                "a_b", "2", "a_b_2", "1", "a_b_3", "3", "_9", "4", "_name__", "5", "slo_2", "6",
                "_", "7"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yes", "No", "ON", "null", "1e3", "0x1", "1:30", "", " a", "a: b", "- a", "#a", "~"
      })
  void yaml_whatReadsAsSomethingElse_quoted(String text) {
    assertThat(YamlText.document(List.of(), Map.of("key", text)))
        .isEqualTo("key: \"" + text + "\"\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"word", "slo:sli_error:ratio_rate5m", "5m", "1d1h43m"})
  void yaml_words_plain(String text) {
    assertThat(YamlText.document(List.of("why"), Map.of("key", text)))
        .isEqualTo("# why\nkey: " + text + "\n");
  }

  @Test
  void yaml_nested_indented() {
    Map<String, Object> content =
        Map.of("a", List.of(Map.of("b", List.of("c")), "d", List.of(), Map.of()));
    assertThat(YamlText.document(List.of(), content))
        .isEqualTo("a:\n  - b:\n      - c\n  - d\n  - []\n  - {}\n");
  }

  @Test
  void yaml_printableLines_block() {
    assertThat(YamlText.document(List.of(), Map.of("a", "b: 1\n  c\n")))
        .isEqualTo("a: |\n  b: 1\n    c\n");
    assertThat(YamlText.document(List.of(), Map.of("a", "é\n"))).isEqualTo("a: \"é\\n\"\n");
    assertThat(YamlText.document(List.of(), Map.of("a", " b\n"))).isEqualTo("a: \" b\\n\"\n");
  }
}
