package io.sre4j.openslo;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Reads YAML 1.2, and JSON, which is part of it, from a source that nobody vouches for: 1 MiB, 64
 * levels, 100 aliases, 100,000 values with every alias written out, no type tags.
 */
final class YamlReader {
  static final int MAX_BYTES = 1 << 20;
  static final int MAX_DEPTH = 64;
  static final int MAX_ALIASES = 100;
  static final int MAX_VALUES = 100_000;

  private final String file;
  private final Place.Messages messages;
  private final LoadSettings settings;
  private final ScalarResolver resolver;
  private final Map<Anchor, YamlTree> anchors = new HashMap<>();
  private Iterator<Event> events = List.<Event>of().iterator();
  private int lastLine = 1;
  private int aliases;
  private long values;

  private YamlReader(String file, Place.Messages messages) {
    this.file = file;
    this.messages = messages;
    this.settings =
        LoadSettings.builder().setLabel(file).setSchema(new CoreSchema()).setUseMarks(true).build();
    this.resolver = settings.getSchema().getScalarResolver();
  }

  /** The documents of a file; where it cannot be read to its end, those before, and an error. */
  static List<YamlTree> read(String file, byte[] bytes, Place.Messages messages) {
    return new YamlReader(file, messages).documents(bytes);
  }

  private List<YamlTree> documents(byte[] bytes) {
    List<YamlTree> documents = new ArrayList<>();
    try {
      events = new Parse(settings).parseString(decode(bytes)).iterator();
      while (events.hasNext()) {
        if (events.next().getEventId() == Event.ID.DocumentStart) {
          anchors.clear();
          documents.add(tree(events.next(), 1));
        }
      }
    } catch (Unreadable e) {
      messages.error(new OpenSlo.Message(file, e.line, "", e.code, e.problem, e.remedy));
    } catch (ReaderException e) {
      String character = String.format(Locale.ROOT, "U+%04X", e.getCodePoint());
      messages.error(syntax(lineOf(e, bytes), "the character " + character + " is not allowed"));
    } catch (MarkedYamlEngineException e) {
      messages.error(syntax(line(e.getProblemMark()), String.valueOf(e.getProblem())));
    } catch (YamlEngineException | NumberFormatException | IndexOutOfBoundsException e) {
      // The engine's scanner lets the exceptions of damaged escapes through.
      messages.error(syntax(lastLine, String.valueOf(e.getMessage())));
    }
    return documents;
  }

  private static int lineOf(ReaderException e, byte[] bytes) {
    return 1
        + (int) decode(bytes).codePoints().limit(e.getPosition()).filter(c -> c == '\n').count();
  }

  private static String decode(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw new Unreadable(
          1, "too_large", "is larger than " + MAX_BYTES + " bytes", "split it into several files");
    }
    ByteBuffer source = ByteBuffer.wrap(bytes);
    CharBuffer text = CharBuffer.allocate(bytes.length);
    CoderResult result =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .decode(source, text, true);
    String decoded = text.flip().toString();
    if (result.isError()) {
      int line = 1 + (int) decoded.chars().filter(c -> c == '\n').count();
      throw new Unreadable(line, "encoding", "is not UTF-8 from here on", "save it as UTF-8");
    }
    return decoded.startsWith("\uFEFF") ? decoded.substring(1) : decoded;
  }

  private YamlTree tree(Event event, int depth) {
    int line = line(event.getStartMark());
    lastLine = line;
    if (depth > MAX_DEPTH) {
      throw new Unreadable(
          line,
          "too_deep",
          "is nested more than " + MAX_DEPTH + " levels deep",
          "an OpenSLO object has about ten levels");
    }
    if (event instanceof AliasEvent alias) {
      return aliased(alias, line);
    }
    YamlTree tree;
    if (event instanceof ScalarEvent scalar) {
      forbidTag(scalar.getTag(), line);
      forbidHalves(scalar.getValue(), line);
      tree = new YamlTree.Scalar(line, scalar.getValue(), type(scalar));
    } else {
      forbidTag(((CollectionStartEvent) event).getTag(), line);
      tree = event.getEventId() == Event.ID.MappingStart ? map(line, depth) : list(line, depth);
    }
    count(1, line);
    ((NodeEvent) event).getAnchor().ifPresent(anchor -> anchors.put(anchor, tree));
    return tree;
  }

  private YamlTree list(int line, int depth) {
    List<YamlTree> items = new ArrayList<>();
    long size = 1;
    for (Event e = events.next(); e.getEventId() != Event.ID.SequenceEnd; e = events.next()) {
      YamlTree item = tree(e, depth + 1);
      items.add(item);
      size += item.size();
    }
    return new YamlTree.Sequence(line, items, size);
  }

  private YamlTree map(int line, int depth) {
    Map<String, YamlTree.Entry> fields = new LinkedHashMap<>();
    long size = 1;
    for (Event e = events.next(); e.getEventId() != Event.ID.MappingEnd; e = events.next()) {
      YamlTree key = tree(e, depth + 1);
      YamlTree value = tree(events.next(), depth + 1);
      size += 1 + value.size();
      if (!(key instanceof YamlTree.Scalar scalar)) {
        messages.error(
            new OpenSlo.Message(
                file, key.line(), "", "key", key.inWords() + " is no key", "a key is a text"));
      } else if (fields.putIfAbsent(scalar.text(), new YamlTree.Entry(key.line(), value)) != null) {
        messages.error(
            new OpenSlo.Message(
                file,
                key.line(),
                "",
                "duplicate_key",
                "'" + scalar.text() + "' stands twice in one map",
                "keep the one that is meant"));
      }
    }
    return new YamlTree.Mapping(line, fields, size);
  }

  private YamlTree aliased(AliasEvent alias, int line) {
    YamlTree target = anchors.get(alias.getAlias());
    if (target == null) {
      throw new Unreadable(
          line,
          "alias",
          "*" + alias.getAlias() + " refers to no complete value before it",
          "write the value itself");
    }
    if (++aliases > MAX_ALIASES) {
      throw new Unreadable(
          line, "too_large", "has more than " + MAX_ALIASES + " aliases", "write the values out");
    }
    count(target.size(), line);
    return target;
  }

  private void count(long more, int line) {
    values += more;
    if (values > MAX_VALUES) {
      throw new Unreadable(
          line,
          "too_large",
          "holds more than " + MAX_VALUES + " values, aliases written out",
          "split it into several files");
    }
  }

  // An escape may stand for half of a character, which no text in UTF-8 can hold.
  private static void forbidHalves(String text, int line) {
    if (text.codePoints()
        .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
      throw new Unreadable(
          line, "encoding", "has an escape of half a character", "write the character itself");
    }
  }

  private static void forbidTag(Optional<String> tag, int line) {
    if (tag.isPresent()) {
      throw new Unreadable(
          line, "tag", "has the type tag '" + tag.get() + "'", "leave out tags: types are known");
    }
  }

  private YamlTree.Type type(ScalarEvent scalar) {
    if (!scalar.isPlain()) {
      return YamlTree.Type.TEXT;
    }
    Tag tag = resolver.resolve(scalar.getValue(), true);
    if (tag.equals(Tag.NULL)) {
      return YamlTree.Type.NULL;
    }
    if (tag.equals(Tag.BOOL)) {
      return YamlTree.Type.TRUTH;
    }
    boolean number = tag.equals(Tag.INT) || tag.equals(Tag.FLOAT);
    return number ? YamlTree.Type.NUMBER : YamlTree.Type.TEXT;
  }

  private OpenSlo.Message syntax(int line, String problem) {
    return new OpenSlo.Message(
        file,
        line,
        "",
        "syntax",
        "is neither YAML nor JSON: " + problem,
        "check the indentation, brackets and quotes here and above");
  }

  private static int line(Optional<Mark> mark) {
    return mark.map(m -> m.getLine() + 1).orElse(1);
  }

  /** Ends the reading of a file. */
  private static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int line;
    private final String code;
    private final String problem;
    private final String remedy;

    Unreadable(int line, String code, String problem, String remedy) {
      super(problem, null, false, false);
      this.line = line;
      this.code = code;
      this.problem = problem;
      this.remedy = remedy;
    }
  }
}
