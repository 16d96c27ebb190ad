package io.sre4j.openslo;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Damages valid documents. */
final class Mutations {
  private static final List<String> TOKENS =
      List.of(
          "&a ",
          "*a",
          "!!str ",
          "---\n",
          "...\n",
          "{",
          "}",
          "[",
          "]",
          ": ",
          "- ",
          "? ",
          "|\n",
          ">\n",
          "\"",
          "'",
          "#",
          "%YAML 1.1\n",
          "<<",
          "null",
          "~",
          "\t",
          "\u0000",
          "\uFEFF",
          "\\u",
          "1e999",
          ".nan",
          "0x1F",
          "-1",
          "99999999999999999999",
          "\ud83d\ude00",
          "\u0085",
          "@",
          "`");
  private static final List<@Nullable Object> VALUES =
      Arrays.asList(
          null,
          "",
          " ",
          "x",
          true,
          BigDecimal.ZERO,
          new BigDecimal("-1"),
          new BigDecimal("1e300"),
          new BigDecimal("1e-300"),
          new BigDecimal("0.5"),
          "1h",
          "1Y",
          "0m",
          "lte",
          "gt",
          "SLO",
          "SLI",
          "checkout",
          "sre4j",
          "prometheus",
          List.of(),
          Map.of(),
          List.of("x"),
          Map.of("name", "x"),
          "\u0007",
          "x".repeat(70),
          "x".repeat(2_000));

  private Mutations() {}

  /** One to four changes to the bytes of a document. */
  static byte[] bytes(Random random) {
    byte[] bytes = pick(random).getBytes(StandardCharsets.UTF_8);
    for (int i = random.nextInt(4); i >= 0; i--) {
      bytes = change(bytes, random);
    }
    return bytes;
  }

  private static String pick(Random random) {
    return Documents.text(Documents.NAMES.get(random.nextInt(Documents.NAMES.size())));
  }

  private static byte[] change(byte[] bytes, Random random) {
    int at = random.nextInt(bytes.length + 1);
    int to = Math.min(bytes.length, at + random.nextInt(40));
    byte[] token = TOKENS.get(random.nextInt(TOKENS.size())).getBytes(StandardCharsets.UTF_8);
    byte[] piece = Arrays.copyOfRange(bytes, at, to);
    return switch (random.nextInt(6)) {
      case 0 -> splice(bytes, at, at, token);
      case 1 -> splice(bytes, at, to, new byte[0]);
      case 2 -> splice(bytes, at, at, piece);
      case 3 -> splice(bytes, at, Math.min(bytes.length, at + 1), oneByte(random));
      case 4 -> splice(bytes, random.nextInt(bytes.length + 1), bytes.length, new byte[0]);
      default -> splice(bytes, at, at, cut(pick(random), random));
    };
  }

  private static byte[] oneByte(Random random) {
    return new byte[] {(byte) random.nextInt(256)};
  }

  private static byte[] cut(String text, Random random) {
    int at = random.nextInt(text.length());
    int to = Math.min(text.length(), at + random.nextInt(200));
    return text.substring(at, to).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] splice(byte[] bytes, int from, int to, byte[] middle) {
    int start = Math.min(from, to);
    byte[] result = Arrays.copyOf(bytes, start + middle.length + bytes.length - to);
    System.arraycopy(middle, 0, result, start, middle.length);
    System.arraycopy(bytes, to, result, start + middle.length, bytes.length - to);
    return result;
  }

  /** One to three changes to the tree of a document, written as YAML again. */
  static byte[] structure(Random random) {
    List<Map<String, @Nullable Object>> objects = new ArrayList<>();
    Documents.read(pick(random)).objects().forEach(o -> objects.add(copy(o.content())));
    for (int i = random.nextInt(3); i >= 0; i--) {
      Map<String, @Nullable Object> object = objects.get(random.nextInt(objects.size()));
      change(object, random);
    }
    return SloWriter.dump(objects).getBytes(StandardCharsets.UTF_8);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, @Nullable Object> copy(Map<String, @Nullable Object> map) {
    return (Map<String, @Nullable Object>) copyOf(map);
  }

  private static @Nullable Object copyOf(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> copy = new LinkedHashMap<>();
      map.forEach((key, item) -> copy.put(String.valueOf(key), copyOf(item)));
      return copy;
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> copy = new ArrayList<>();
      list.forEach(item -> copy.add(copyOf(item)));
      return copy;
    }
    return value;
  }

  @SuppressWarnings("unchecked")
  private static void change(Object value, Random random) {
    if (value instanceof Map<?, ?> map && !map.isEmpty()) {
      changeMap((Map<String, @Nullable Object>) map, random);
    } else if (value instanceof List<?> list && !list.isEmpty()) {
      changeList((List<@Nullable Object>) list, random);
    }
  }

  private static void changeMap(Map<String, @Nullable Object> map, Random random) {
    String key = List.copyOf(map.keySet()).get(random.nextInt(map.size()));
    Object below = map.get(key);
    if (random.nextInt(4) != 0 && (below instanceof Map || below instanceof List)) {
      change(below, random);
      return;
    }
    switch (random.nextInt(5)) {
      case 0 -> map.remove(key);
      case 1 -> map.put(key + "s", map.remove(key));
      case 2 -> map.put(key, copyOf(Arrays.asList(below)));
      case 3 -> map.put(List.copyOf(map.keySet()).get(random.nextInt(map.size())), copyOf(below));
      default -> map.put(key, copyOf(VALUES.get(random.nextInt(VALUES.size()))));
    }
  }

  private static void changeList(List<@Nullable Object> list, Random random) {
    int at = random.nextInt(list.size());
    Object below = list.get(at);
    if (random.nextInt(4) != 0 && (below instanceof Map || below instanceof List)) {
      change(below, random);
      return;
    }
    switch (random.nextInt(3)) {
      case 0 -> list.remove(at);
      case 1 -> list.add(copyOf(below));
      default -> list.set(at, copyOf(VALUES.get(random.nextInt(VALUES.size()))));
    }
  }
}
