package io.sre4j.openslo;

import io.sre4j.slo.Sli;
import io.sre4j.slo.Slo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads and writes <a href="https://github.com/OpenSLO/OpenSLO">OpenSLO v1</a>.
 *
 * <pre>{@code
 * OpenSloDefinitions definitions = OpenSlo.read(OpenSlo.Mode.LENIENT, List.of(Path.of("shop.yaml")));
 * SreEngine.Builder engine = SreEngine.builder();
 * definitions.slis().forEach(engine::sli);
 * definitions.slos().forEach(engine::slo);
 * }</pre>
 *
 * <p>Reads YAML and JSON: one object, a list of them, or several documents; references are followed
 * across everything that is read at once. Input is not trusted: a file has at most 1 MiB, 64
 * levels, 100 aliases and 100,000 values, and no type tags. Needs {@code
 * org.snakeyaml:snakeyaml-engine}. Stateless and thread-safe.
 */
public final class OpenSlo {
  private OpenSlo() {}

  /** Whose rules hold, where the specification and its reference SDK differ. */
  public enum Mode {
    /** The specification's text. */
    LENIENT,
    /** The reference SDK's checks. */
    STRICT
  }

  /**
   * Reads files together; what cannot be opened is an error like any other.
   *
   * @param files at most 1,000
   * @throws OpenSloException with every error that was found
   */
  public static OpenSloDefinitions read(Mode mode, Collection<Path> files) {
    Reading reading = new Reading(mode);
    reading.addFiles(files);
    return reading.definitions();
  }

  /**
   * Reads texts together.
   *
   * @param texts by the names that messages give them
   * @throws OpenSloException with every error that was found
   */
  public static OpenSloDefinitions read(Mode mode, Map<String, String> texts) {
    Reading reading = new Reading(mode);
    texts.forEach((name, text) -> reading.add(name, text.getBytes(StandardCharsets.UTF_8)));
    return reading.definitions();
  }

  /**
   * Reads the bytes of files together.
   *
   * @param files by the names that messages give them; of a file that is too large one byte more
   *     than 1 MiB is enough
   * @throws OpenSloException with every error that was found
   */
  public static OpenSloDefinitions readBytes(Mode mode, Map<String, byte[]> files) {
    Reading reading = new Reading(mode);
    files.forEach(reading::add);
    return reading.definitions();
  }

  /** Reads one file's bytes. */
  static OpenSloDefinitions read(Mode mode, String name, byte[] bytes) {
    Reading reading = new Reading(mode);
    reading.add(name, bytes);
    return reading.definitions();
  }

  /**
   * Writes SLOs as OpenSLO v1 in YAML, one document for each. What is read from the text again is
   * the same, but for what the losses say.
   */
  public static Export write(Collection<Slo> slos) {
    return write(slos, List.of());
  }

  /**
   * Writes SLOs as OpenSLO v1 in YAML, one document for each.
   *
   * @param slis what the SLOs stand over: OpenSLO has no words for the limit of a gauge, or how
   *     fine a distribution is, so the losses name what is more than plain events
   */
  public static Export write(Collection<Slo> slos, Collection<? extends Sli> slis) {
    return new SloWriter().write(slos, slis);
  }

  /**
   * Writes everything that was read, of all kinds, whether it is decided in process or not, as one
   * file of YAML documents. Nothing is lost but comments, anchors and the way it was laid out.
   */
  public static String write(OpenSloDefinitions definitions) {
    return SloWriter.dump(
        definitions.objects().stream().map(OpenSloDefinitions.Source::content).toList());
  }

  /**
   * What is wrong, or doubtful, in one place of a file.
   *
   * @param file the name the file was read under
   * @param line counted from 1; 0 for the file as a whole
   * @param path the field within its object, such as {@code spec.objectives[0].target}; empty for
   *     the object itself
   * @param code a short name of the rule, stable from release to release; where the reference SDK
   *     has a name for it, that one
   * @param problem what stands there and why it is wrong
   * @param remedy what would be right
   */
  public record Message(
      String file, int line, String path, String code, String problem, String remedy) {
    private static final int MAX_LENGTH = 300;

    /** Makes the texts printable: control characters become '?', long texts are cut. */
    public Message {
      file = printable(file);
      path = printable(path);
      problem = printable(problem);
      remedy = printable(remedy);
    }

    /** One line for people: {@code shop.yaml:12: spec.service: is missing; add it [required]}. */
    @Override
    public String toString() {
      String place = line > 0 ? file + ":" + line : file;
      String field = path.isEmpty() ? "" : path + ": ";
      return place + ": " + field + problem + "; " + remedy + " [" + code + "]";
    }

    private static String printable(String text) {
      String cut = text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "...";
      return cut.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]", "?");
    }
  }

  /**
   * SLOs written as OpenSLO v1, and what OpenSLO could not say.
   *
   * @param text YAML, one document for each SLO
   * @param losses what reading the text again does not give back; empty if nothing was lost
   */
  public record Export(String text, List<Loss> losses) {
    /** Copies the losses. */
    public Export {
      losses = List.copyOf(losses);
    }

    /** The losses for people, one line each. */
    public String lossReport() {
      return losses.stream().map(loss -> loss + "\n").collect(Collectors.joining());
    }
  }

  /**
   * Something that OpenSLO has no words for.
   *
   * @param definition the SLO's name, or the SLI's
   * @param field the field of the definition: {@code window}, {@code alerting}
   * @param value what it says
   * @param instead what was written
   */
  public record Loss(String definition, String field, String value, String instead) {
    @Override
    public String toString() {
      return definition + ": " + field + " = " + value + ": " + instead;
    }
  }

  /** One reading: files first, then what they mean together. */
  private static final class Reading {
    private static final int MAX_FILES = 1_000;
    private final Place.Messages messages;
    private final List<Place> objects = new ArrayList<>();

    Reading(Mode mode) {
      this.messages = new Place.Messages(mode);
    }

    void addFiles(Collection<Path> files) {
      if (files.size() > MAX_FILES) {
        String problem = "are " + files.size() + " files";
        error("all files", "too_large", problem, "read at most " + MAX_FILES + " at once");
        return;
      }
      for (Path file : files) {
        messages.file(file.toString());
        try (InputStream in = Files.newInputStream(file)) {
          // One byte more than is allowed shows that the file is too large.
          add(file.toString(), in.readNBytes(YamlReader.MAX_BYTES + 1));
        } catch (NoSuchFileException e) {
          error(file.toString(), "unreadable", "does not exist", "check its name");
        } catch (IOException e) {
          String remedy = "check that it is a file that may be read";
          error(file.toString(), "unreadable", "cannot be read: " + e, remedy);
        }
      }
    }

    private void error(String file, String code, String problem, String remedy) {
      messages.error(new Message(file, 0, "", code, problem, remedy));
    }

    void add(String file, byte[] bytes) {
      messages.file(file);
      int before = objects.size() + messages.errorCount();
      for (YamlTree document : YamlReader.read(file, bytes, messages)) {
        if (document instanceof YamlTree.Sequence list) {
          list.items().forEach(item -> objects.add(Place.ofObject(messages, file, item)));
        } else if (!YamlTree.isNull(document)) {
          objects.add(Place.ofObject(messages, file, document));
        }
      }
      if (objects.size() + messages.errorCount() == before) {
        String remedy = "add one, or leave the file out";
        messages.warn(new Message(file, 0, "", "empty", "holds no object", remedy));
      }
    }

    OpenSloDefinitions definitions() {
      ObjectIndex index = new ObjectIndex();
      Map<Place, String> kinds = new LinkedHashMap<>();
      List<Place> sound = new ArrayList<>();
      for (Place object : objects) {
        int errors = object.errorCount();
        Optional<String> kind = ObjectRules.check(object);
        if (kind.isPresent()) {
          kinds.put(object, kind.get());
          index.add(kind.get(), object);
        }
        if (kind.equals(Optional.of(ObjectRules.SLO)) && object.errorCount() == errors) {
          sound.add(object);
        }
      }
      kinds.forEach((object, kind) -> index.resolve(kind, object));
      List<OpenSloDefinitions.Definition> definitions = new ArrayList<>();
      sound.forEach(slo -> new SloBinding(index, slo).definition().ifPresent(definitions::add));
      if (messages.errorCount() > 0) {
        throw new OpenSloException(messages.errors(), messages.warnings());
      }
      List<OpenSloDefinitions.Source> sources = new ArrayList<>();
      kinds.forEach((object, kind) -> sources.add(object.source(kind)));
      return new OpenSloDefinitions(definitions, sources, messages.warnings());
    }
  }
}
