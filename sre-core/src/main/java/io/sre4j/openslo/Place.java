package io.sre4j.openslo;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place in a document: how it is reached and what stands there, if anything. Reading a value of
 * the wrong type reports an error and gives nothing. Null is nothing.
 */
final class Place {
  private static final Pattern SIMPLE_KEY = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,79}");
  private static final Pattern SHORTHAND = Pattern.compile("(\\d{1,6})([mhdwMQY])");

  private static final int MAX_KEY = 80;

  private final Messages messages;
  private final String file;
  private final String path;
  private final int line;
  private final @Nullable YamlTree value;

  private Place(Messages messages, String file, String path, int line, @Nullable YamlTree value) {
    this.messages = messages;
    this.file = file;
    this.path = path;
    this.line = line;
    this.value = value != null && YamlTree.isNull(value) ? null : value;
  }

  static Place ofObject(Messages messages, String file, YamlTree object) {
    return new Place(messages, file, "", object.line(), object);
  }

  String file() {
    return file;
  }

  int line() {
    return line;
  }

  String path() {
    return path;
  }

  boolean isPresent() {
    return value != null;
  }

  /** The field of a map; absent where this is no map. */
  Place at(String key) {
    String below = SIMPLE_KEY.matcher(key).matches() ? "." + key : "['" + clip(key) + "']";
    String full = path.isEmpty() && below.startsWith(".") ? key : path + below;
    YamlTree.Entry entry = value instanceof YamlTree.Mapping map ? map.fields().get(key) : null;
    return entry == null
        ? new Place(messages, file, full, line, null)
        : new Place(messages, file, full, entry.line(), entry.value());
  }

  // A long key would stand in the path of everything below it.
  private static String clip(String key) {
    return key.length() <= MAX_KEY ? key : key.substring(0, MAX_KEY) + "...";
  }

  /** The items of a list; none where nothing stands. */
  List<Place> items() {
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof YamlTree.Sequence list)) {
      wrongType("a list: begin its items with '-'");
      return List.of();
    }
    List<Place> items = new ArrayList<>(list.items().size());
    for (YamlTree item : list.items()) {
      items.add(new Place(messages, file, path + "[" + items.size() + "]", item.line(), item));
    }
    return items;
  }

  /** The keys of a map; none where nothing stands. */
  Collection<String> keys() {
    if (value instanceof YamlTree.Mapping map) {
      return map.fields().keySet();
    }
    if (value != null) {
      wrongType("a map of keys and values");
    }
    return List.of();
  }

  /** Reports every field but these. */
  Place only(String... known) {
    List<String> names = List.of(known);
    for (String key : keys()) {
      if (!names.contains(key)) {
        at(key).error("unknown_field", "is no field here", Spelling.remedy(key, names));
      }
    }
    return this;
  }

  /** Reports that nothing stands here, unless something does. */
  Place required() {
    if (value == null) {
      error("required", "is missing", "add it");
    }
    return this;
  }

  /** The text that stands here, if one does; reports nothing. */
  Optional<String> said() {
    boolean said = value instanceof YamlTree.Scalar scalar && scalar.type() == YamlTree.Type.TEXT;
    return said ? text() : Optional.empty();
  }

  Optional<String> text() {
    if (value instanceof YamlTree.Scalar scalar && scalar.type() == YamlTree.Type.TEXT) {
      return Optional.of(scalar.text());
    }
    if (value instanceof YamlTree.Scalar scalar) {
      wrongType("it in quotes: \"" + scalar.text() + "\"");
    } else if (value != null) {
      wrongType("a text");
    }
    return Optional.empty();
  }

  /** A text that must stand here and not be empty. */
  Optional<String> requiredText() {
    Optional<String> text = required().text();
    if (text.isPresent() && text.get().isBlank()) {
      error("required", "is empty", "write a text");
      return Optional.empty();
    }
    return text;
  }

  Optional<BigDecimal> number() {
    if (value instanceof YamlTree.Scalar scalar && scalar.isDecimal()) {
      return Optional.of(scalar.decimal());
    }
    if (value != null) {
      wrongType("a decimal number such as 0.999, without quotes");
    }
    return Optional.empty();
  }

  Optional<Boolean> truth() {
    if (value instanceof YamlTree.Scalar scalar && scalar.type() == YamlTree.Type.TRUTH) {
      return Optional.of(scalar.isTrue());
    }
    if (value != null) {
      wrongType("true or false, without quotes");
    }
    return Optional.empty();
  }

  /** A duration in OpenSLO's shorthand: a whole number and one of m, h, d, w, M, Q, Y. */
  Optional<Shorthand> shorthand() {
    if (value == null) {
      return Optional.empty();
    }
    Matcher matcher = SHORTHAND.matcher(value instanceof YamlTree.Scalar s ? s.text() : "");
    if (!matcher.matches() || Integer.parseInt(matcher.group(1)) == 0) {
      error(
          "duration",
          "is " + value.inWords() + ", no duration",
          "write a positive whole number and one of m, h, d, w, M (month), Q, Y, such as 30d");
      return Optional.empty();
    }
    int amount = Integer.parseInt(matcher.group(1));
    return Optional.of(new Shorthand(amount, matcher.group(2).charAt(0)));
  }

  /** Reports a text that is none of these. */
  Optional<String> oneOf(String... allowed) {
    List<String> names = List.of(allowed);
    Optional<String> text = text();
    if (text.isPresent() && !names.contains(text.get())) {
      error("one_of", "'" + text.get() + "' is not known here", Spelling.remedy(text.get(), names));
      return Optional.empty();
    }
    return text;
  }

  /** Reports that both or none of two fields stand here. */
  void exactlyOneOf(String first, String second) {
    boolean both = at(first).isPresent() && at(second).isPresent();
    if (both) {
      error("mutually_exclusive", "has both " + first + " and " + second, "keep one of them");
    } else if (!at(first).isPresent() && !at(second).isPresent()) {
      error("mutually_exclusive", "has neither " + first + " nor " + second, "add one of them");
    }
  }

  /** Reports that something stands here, if it does. */
  void forbidden(String why) {
    if (value != null) {
      error("forbidden", "must not stand here", why);
    }
  }

  void error(String code, String problem, String remedy) {
    messages.error(new OpenSlo.Message(file, line, path, code, problem, remedy));
  }

  void warn(String code, String problem, String remedy) {
    messages.warn(new OpenSlo.Message(file, line, path, code, problem, remedy));
  }

  /** The errors of the whole reading so far, also those that are no longer kept. */
  int errorCount() {
    return messages.errorCount();
  }

  boolean isStrict() {
    return messages.mode == OpenSlo.Mode.STRICT;
  }

  OpenSloDefinitions.Source source(String kind) {
    String name = at("metadata").at("name").said().orElse("");
    return new OpenSloDefinitions.Source(kind, name, file, line, plainMap());
  }

  /** What stands here as a map; empty where it is none. */
  Map<String, @Nullable Object> plainMap() {
    return value instanceof YamlTree.Mapping map ? map.plain() : Map.of();
  }

  YamlTree.@Nullable Sequence list() {
    return value instanceof YamlTree.Sequence list ? list : null;
  }

  boolean isNumber() {
    return value instanceof YamlTree.Scalar scalar && scalar.type() == YamlTree.Type.NUMBER;
  }

  private void wrongType(String right) {
    String found = value == null ? "nothing" : value.inWords();
    error("type", "is " + found, "write " + right);
  }

  /**
   * A duration as OpenSLO writes it.
   *
   * @param amount positive
   * @param unit m, h, d, w, M, Q or Y
   */
  record Shorthand(int amount, char unit) {
    private static final int DAY = 24 * 60;

    Duration duration() {
      return Duration.ofMinutes(minutes());
    }

    /** A month counts as 30 days, a quarter as 90, a year as 365, as in the reference SDK. */
    long minutes() {
      int minutes =
          switch (unit) {
            case 'm' -> 1;
            case 'h' -> 60;
            case 'd' -> DAY;
            case 'w' -> 7 * DAY;
            case 'M' -> 30 * DAY;
            case 'Q' -> 90 * DAY;
            default -> 365 * DAY;
          };
      return (long) amount * minutes;
    }

    String text() {
      return amount + String.valueOf(unit);
    }
  }

  /** Collects what one reading has to say. Not thread-safe. */
  static final class Messages {
    private static final int MAX = 1_000;
    private final OpenSlo.Mode mode;
    private final List<String> files = new ArrayList<>();
    // Of all errors, as equal ones and those beyond the limit are not kept.
    private int errorCount;
    // Sets, as an SLI that several SLOs share is looked at for each of them.
    private final Set<OpenSlo.Message> errors = new LinkedHashSet<>();
    private final Set<OpenSlo.Message> warnings = new LinkedHashSet<>();

    Messages(OpenSlo.Mode mode) {
      this.mode = mode;
    }

    /** Messages are told in the order in which the files were. */
    void file(String name) {
      files.add(name);
    }

    void error(OpenSlo.Message message) {
      errorCount++;
      if (errors.size() < MAX) {
        errors.add(message);
      }
    }

    void warn(OpenSlo.Message message) {
      if (warnings.size() < MAX) {
        warnings.add(message);
      }
    }

    int errorCount() {
      return errorCount;
    }

    List<OpenSlo.Message> errors() {
      return sorted(errors);
    }

    List<OpenSlo.Message> warnings() {
      return sorted(warnings);
    }

    private List<OpenSlo.Message> sorted(Collection<OpenSlo.Message> messages) {
      Map<String, Integer> order = new HashMap<>();
      files.forEach(file -> order.putIfAbsent(file, order.size()));
      Comparator<OpenSlo.Message> byFile =
          Comparator.comparing(message -> order.getOrDefault(message.file(), order.size()));
      return messages.stream().sorted(byFile.thenComparingInt(OpenSlo.Message::line)).toList();
    }
  }

  /** What somebody may have meant. */
  static final class Spelling {
    private static final int MAX_DISTANCE = 3;
    private static final int MAX_WORDS = 200;
    private static final int MAX_LENGTH = 100;

    private Spelling() {}

    /** Names the nearest of the words, if one is near, and all of them; looks at 200 at most. */
    static String remedy(String word, Collection<String> words) {
      List<String> known = words.stream().limit(MAX_WORDS).toList();
      String all = "known here: " + String.join(", ", known);
      String nearest = "";
      int best = MAX_DISTANCE + 1;
      for (String candidate : known) {
        int distance = distance(word, candidate);
        if (distance < best && distance < candidate.length()) {
          best = distance;
          nearest = candidate;
        }
      }
      return nearest.isEmpty() ? all : "did you mean " + nearest + "? " + all;
    }

    /**
     * The letters to insert, delete or change, case aside; far if the lengths differ, or are long.
     */
    private static int distance(String left, String right) {
      if (Math.abs(left.length() - right.length()) > MAX_DISTANCE || left.length() > MAX_LENGTH) {
        return Integer.MAX_VALUE;
      }
      int[] row = new int[right.length() + 1];
      for (int j = 0; j < row.length; j++) {
        row[j] = j;
      }
      for (int i = 1; i <= left.length(); i++) {
        int diagonal = row[0];
        row[0] = i;
        for (int j = 1; j < row.length; j++) {
          char a = Character.toLowerCase(left.charAt(i - 1));
          int change = diagonal + (a == Character.toLowerCase(right.charAt(j - 1)) ? 0 : 1);
          diagonal = row[j];
          row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
        }
      }
      return row[right.length()];
    }
  }
}
