package io.sre4j.openslo;

import io.sre4j.slo.Slo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
 * <p>Reads YAML and JSON: one object, a list of them, or several documents; references are followed
 * across everything that is read at once. Input is not trusted: a file has at most 1 MiB, 64
 * levels, 100 aliases and 100,000 values, and no type tags. Needs {@code
 * org.snakeyaml:snakeyaml-engine}. Stateless and thread-safe.
 */
public final class OpenSlo {
  private static final int MAX_FILES = 1_000;

  private OpenSlo() {}

  /** Whose rules hold, where the specification and its reference SDK differ. */
  public enum Mode {
    /** The specification's text. */
    LENIENT,
    /** The reference SDK's checks. */
    STRICT
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
   * @param slo the SLO's name
   * @param field the field of the definition: {@code window}, {@code alerting}
   * @param value what it says
   * @param instead what was written
   */
  public record Loss(String slo, String field, String value, String instead) {
    @Override
    public String toString() {
      return slo + ": " + field + " = " + value + ": " + instead;
    }
  }

  /**
   * Reads files together.
   *
   * @throws OpenSloException with every error that was found
   * @throws IOException if a file cannot be read
   */
  public static OpenSloDefinitions read(Mode mode, Collection<Path> files) throws IOException {
    if (files.size() > MAX_FILES) {
      throw new IOException(files.size() + " files; at most " + MAX_FILES + " are read at once");
    }
    Place.Messages messages = new Place.Messages(mode);
    List<Place> objects = new ArrayList<>();
    for (Path file : files) {
      try (InputStream in = Files.newInputStream(file)) {
        // One byte more than is allowed shows that the file is too large.
        objects.addAll(objects(file.toString(), in.readNBytes(YamlReader.MAX_BYTES + 1), messages));
      }
    }
    return definitions(objects, messages);
  }

  /**
   * Reads texts together.
   *
   * @param texts by the names that messages give them
   * @throws OpenSloException with every error that was found
   */
  public static OpenSloDefinitions read(Mode mode, Map<String, String> texts) {
    Place.Messages messages = new Place.Messages(mode);
    List<Place> objects = new ArrayList<>();
    new LinkedHashMap<>(texts)
        .forEach((name, text) ->
            objects.addAll(objects(name, text.getBytes(StandardCharsets.UTF_8), messages)));
    return definitions(objects, messages);
  }

  /**
   * Writes SLOs as OpenSLO v1 in YAML. What is read from the text again is the same, but for what
   * the losses say.
   */
  public static Export write(Collection<Slo> slos) {
    return new SloWriter().write(slos);
  }

  static OpenSloDefinitions read(Mode mode, String name, byte[] bytes) {
    Place.Messages messages = new Place.Messages(mode);
    return definitions(objects(name, bytes, messages), messages);
  }

  private static List<Place> objects(String file, byte[] bytes, Place.Messages messages) {
    List<Place> objects = new ArrayList<>();
    for (YamlTree document : YamlReader.read(file, bytes, messages)) {
      Place place = Place.ofObject(messages, file, document);
      if (place.list() != null) {
        for (YamlTree item : place.list().items()) {
          objects.add(Place.ofObject(messages, file, item));
        }
      } else if (place.isPresent()) {
        objects.add(place);
      }
    }
    return objects;
  }

  private static OpenSloDefinitions definitions(List<Place> objects, Place.Messages messages) {
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
      if (object.errorCount() == errors) {
        sound.add(object);
      }
    }
    kinds.forEach((object, kind) -> index.resolve(kind, object));
    List<Slo> slos = new ArrayList<>();
    List<OpenSloDefinitions.FleetSlo> fleet = new ArrayList<>();
    sound.stream()
        .filter(object -> ObjectRules.SLO.equals(kinds.get(object)))
        .forEach(object -> new SloBinding(index, object).bind(slos, fleet));
    if (!messages.errors().isEmpty()) {
      throw new OpenSloException(messages.errors(), messages.warnings());
    }
    return new OpenSloDefinitions(slos, fleet, contents(kinds), messages.warnings());
  }

  private static List<OpenSloDefinitions.OpenSloObject> contents(Map<Place, String> kinds) {
    List<OpenSloDefinitions.OpenSloObject> contents = new ArrayList<>();
    kinds.forEach((object, kind) ->
        contents.add(
            new OpenSloDefinitions.OpenSloObject(
                kind,
                object.at("metadata").at("name").said().orElse(""),
                object.file(),
                object.line(),
                object.plainMap())));
    return contents;
  }
}
