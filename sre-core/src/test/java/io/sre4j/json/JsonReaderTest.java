package io.sre4j.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
  private static final String TEXT =
      " {\"a\" : [1, -2.5e3, \"x\\n\\u00e9\\\"\", true, false, null, {}, []],\"b\":{\"c\":\"\"}} ";

  @Test
  void read_everyKind_values() {
    assertThat(JsonReader.read(TEXT))
        .isEqualTo(
            Map.of(
                "a",
                List.of(
                    1.0, -2500.0, "x\n\u00e9\"", true, false, JsonReader.NULL, Map.of(), List.of()),
                "b",
                Map.of("c", "")));
  }

  @Test
  void read_whatWasWritten_isTheSameTree() {
    Object tree = JsonReader.read(TEXT);
    for (JsonWriter json : List.of(JsonWriter.compact(), JsonWriter.indented())) {
      assertThat(JsonReader.read(json.tree(tree).toString())).isEqualTo(tree);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[1,]",
        "{\"a\"}",
        "{a:1}",
        "[1 2]",
        "1 1",
        "\"\\x\"",
        "\"\\u12\"",
        "\"a",
        "\"\n\"",
        "tru",
        "--1",
        "{\"a\":1,}",
        "\\"
      })
  void read_noJson_declaredException(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> JsonReader.read(text));
  }

  @Test
  void read_tooDeep_declaredException() {
    assertThatIllegalArgumentException().isThrownBy(() -> JsonReader.read("[".repeat(1_000_000)));
    assertThat(JsonReader.read("[".repeat(30) + "]".repeat(30))).isNotNull();
  }

  @Test
  void read_mutations_valueOrDeclaredException() {
    long seed = 20_261_123;
    System.out.println("seed " + seed);
    SplittableRandom random = new SplittableRandom(seed);
    int readable = 0;
    for (int i = 0; i < 100_000; i++) {
      StringBuilder mutated = new StringBuilder(TEXT);
      for (int m = random.nextInt(1, 4); m > 0; m--) {
        int at = random.nextInt(mutated.length());
        if (random.nextBoolean()) {
          mutated.setCharAt(at, TEXT.charAt(random.nextInt(TEXT.length())));
        } else {
          mutated.deleteCharAt(at);
        }
      }
      try {
        assertThat(JsonReader.read(mutated.toString())).isNotNull();
        readable++;
      } catch (IllegalArgumentException e) {
        assertThat(e).isNotNull();
      }
    }
    assertThat(readable).isBetween(1_000, 99_000);
  }
}
