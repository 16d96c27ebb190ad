package io.sre4j.openslo;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a document says, with the lines it says it on. Immutable and free of cycles; what an alias
 * repeats is shared.
 */
sealed interface YamlTree {

  /** Where it begins, counted from 1. */
  int line();

  /** The number of values in it when every alias is written out. */
  long size();

  /** As plain unmodifiable maps, lists, strings, decimals, booleans and null. */
  @Nullable Object plain();

  /** Whether it is an empty value, as {@code key:} has. */
  static boolean isNull(YamlTree tree) {
    return tree instanceof Scalar scalar && scalar.type() == Type.NULL;
  }

  /** What it is, for an error: {@code a map}, {@code the text 'x'}. */
  String inWords();

  /** What a scalar is by YAML 1.2's core schema. */
  enum Type {
    TEXT,
    NUMBER,
    TRUTH,
    NULL
  }

  /**
   * A single value.
   *
   * @param text as it was written, quotes and escapes resolved
   */
  record Scalar(int line, String text, Type type) implements YamlTree {
    // What BigDecimal writes out in full without harm: 1e999999999 is a number, too.
    private static final Pattern DECIMAL =
        Pattern.compile("[-+]?\\d{1,320}(\\.\\d{0,320})?([eE][-+]?\\d{1,3})?");

    @Override
    public long size() {
      return 1;
    }

    boolean isDecimal() {
      return type == Type.NUMBER && DECIMAL.matcher(text).matches();
    }

    BigDecimal decimal() {
      return new BigDecimal(text);
    }

    boolean isTrue() {
      return Boolean.parseBoolean(text);
    }

    @Override
    public @Nullable Object plain() {
      return switch (type) {
        case NULL -> null;
        case TRUTH -> isTrue();
        case NUMBER -> isDecimal() ? decimal() : text;
        case TEXT -> text;
      };
    }

    @Override
    public String inWords() {
      return switch (type) {
        case NULL -> "nothing";
        case TRUTH, NUMBER -> text;
        case TEXT -> "the text '" + text + "'";
      };
    }
  }

  /** A list. */
  record Sequence(int line, List<YamlTree> items, long size) implements YamlTree {
    @Override
    public Object plain() {
      List<@Nullable Object> plain = new ArrayList<>(items.size());
      items.forEach(item -> plain.add(item.plain()));
      return Collections.unmodifiableList(plain);
    }

    @Override
    public String inWords() {
      return "a list";
    }
  }

  /**
   * A map; keys are scalars and stand once.
   *
   * @param fields in the order they were written
   */
  record Mapping(int line, Map<String, Entry> fields, long size) implements YamlTree {
    @Override
    public Map<String, @Nullable Object> plain() {
      Map<String, @Nullable Object> plain = new LinkedHashMap<>();
      fields.forEach((key, entry) -> plain.put(key, entry.value().plain()));
      return Collections.unmodifiableMap(plain);
    }

    @Override
    public String inWords() {
      return "a map";
    }
  }

  /**
   * The value of a key.
   *
   * @param line the key's, counted from 1
   */
  record Entry(int line, YamlTree value) {}
}
