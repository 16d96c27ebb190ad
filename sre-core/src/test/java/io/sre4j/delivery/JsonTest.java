package io.sre4j.delivery;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonTest {
  private static final long SEED = 4_711;
  private static final JsonMapper READER = new JsonMapper();

  @Test
  void value_randomStrings_areReadBackAsTheyWere() {
    System.out.println("seed " + SEED);
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < 2_000; i++) {
      String text = text(random);
      String json = new Json().beginObject().field(text, text).endObject().toString();
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
    String json = new Json().value("a\uD83D\uDE00b\uD83Dc\uDE00").toString();
    assertThat(READER.readTree(json).asString()).isEqualTo("a\uD83D\uDE00b\uFFFDc\uFFFD");
  }

  @Test
  void value_numbersThatJsonDoesNotHave_areNull() {
    Json json = new Json().beginArray();
    json.value(Double.NaN).value(Double.POSITIVE_INFINITY).value(1e300).value(-0.5).value(-7L);
    assertThat(json.endArray()).hasToString("[null,null,1.0E300,-0.5,-7]");
  }

  @Test
  void structure_nested_isSeparatedByCommas() {
    Json json = new Json().beginArray();
    json.beginObject().field("a", 1).name("b").beginArray().endArray().endObject();
    json.beginObject().endObject().value((String) null);
    assertThat(json.endArray()).hasToString("[{\"a\":1,\"b\":[]},{},null]");
  }
}
