package io.sre4j.json;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonWriterTest {
  private static final long SEED = 4_711;
  private static final JsonMapper READER = new JsonMapper();

  @Test
  void value_randomStrings_areReadBackAsTheyWere() {
    System.out.println("seed " + SEED);
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < 2_000; i++) {
      String text = text(random);
      String json = JsonWriter.compact().beginObject().field(text, text).endObject().toString();
      JsonNode read = READER.readTree(json);
      String expected = new String(text.getBytes(UTF_16BE), UTF_16BE);
      assertThat(read.propertyNames()).containsExactly(expected);
      assertThat(read.get(expected).asString()).isEqualTo(expected);
      assertThat(json.chars()).noneMatch(c -> c < 0x20 || c == 0x7F || c == 0x2028);
    }
  }

  /** Control characters, quotes, pairs and halves of pairs, mixed. */
  private static String text(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(12); length > 0; length--) {
      switch (random.nextInt(5)) {
        case 0 -> text.append((char) random.nextInt(0x20));
        case 1 -> text.append("\"\\/\b\u007F\u2028\u2029<&".charAt(random.nextInt(9)));
        case 2 -> text.appendCodePoint(0x1F600 + random.nextInt(50));
        case 3 -> text.append((char) (0xD800 + random.nextInt(0x800)));
        default -> text.append((char) random.nextInt(0xD800));
      }
    }
    return text.toString();
  }

  @Test
  void value_surrogates_pairsStayAndHalvesAreReplaced() {
    String json = JsonWriter.compact().value("a\uD83D\uDE00b\uD83Dc\uDE00").toString();
    assertThat(READER.readTree(json).asString()).isEqualTo("a\uD83D\uDE00b\uFFFDc\uFFFD");
  }

  @Test
  void value_numbersThatJsonDoesNotHave_areNull() {
    JsonWriter json = JsonWriter.compact().beginArray();
    json.value(Double.NaN).value(Double.POSITIVE_INFINITY).value(1e300).value(-0.5).value(-7L);
    assertThat(json.endArray()).hasToString("[null,null,1.0E300,-0.5,-7]");
  }

  @Test
  void structure_nested_isSeparatedByCommas() {
    JsonWriter json = JsonWriter.compact().beginArray();
    json.beginObject().field("a", 1).name("b").beginArray().endArray().endObject();
    json.beginObject().endObject().value((String) null);
    assertThat(json.endArray()).hasToString("[{\"a\":1,\"b\":[]},{},null]");
  }

  @Test
  void indented_nested_hasALineForEachNameAndValue() {
    JsonWriter json = JsonWriter.indented().beginObject();
    json.name("a").beginArray().value(1).value(true).endArray();
    json.name("b").beginObject().endObject().name("c").beginArray().endArray();
    assertThat(json.endObject())
        .hasToString("{\n  \"a\": [\n    1,\n    true\n  ],\n  \"b\": {},\n  \"c\": []\n}");
  }

  @Test
  void newLine_beforeNameValueAndEnd_standsAfterTheComma() {
    JsonWriter json = JsonWriter.compact().beginArray();
    json.newLine().value(1).newLine().beginObject().field("a", 2).newLine().field("b", 3);
    json.endObject().newLine().endArray();
    assertThat(json).hasToString("[\n1,\n{\"a\":2,\n\"b\":3}\n]");
    assertThat(JsonWriter.compact().beginArray().newLine().endArray()).hasToString("[\n]");
  }

  @Test
  void moveTo_inPieces_isOneText() throws IOException {
    StringBuilder out = new StringBuilder();
    JsonWriter json = JsonWriter.compact().beginArray();
    for (int i = 0; i < 3; i++) {
      json.value(i).moveTo(out);
    }
    json.endArray().moveTo(out);
    assertThat(out).hasToString("[0,1,2]");
    assertThat(json).hasToString("");
  }

  @Test
  void tree_ofNumbers_isExact() {
    List<Object> numbers = List.of(39, 7L, 0.25, Double.NaN, new BigDecimal("0.9990"));
    assertThat(JsonWriter.compact().tree(numbers)).hasToString("[39,7,0.25,null,0.9990]");
    assertThat(JsonWriter.compact().value(new BigDecimal("1E-7"))).hasToString("1E-7");
  }

  @Test
  void tree_ofNoJson_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JsonWriter.compact().tree(List.of(new Object())));
  }
}
