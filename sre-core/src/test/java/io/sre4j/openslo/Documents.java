package io.sre4j.openslo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The valid documents of the tests, by name. */
final class Documents {
  static final List<String> NAMES =
      List.of("example", "slo", "latency", "slices", "composite", "policy", "fleet", "list");

  private Documents() {}

  static String text(String name) {
    return resource(name + (name.equals("list") ? ".json" : ".yaml"));
  }

  static String resource(String file) {
    try (InputStream in = Documents.class.getResourceAsStream("/openslo/" + file)) {
      if (in == null) {
        throw new IllegalArgumentException("no resource " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static OpenSloDefinitions read(String... texts) {
    return read(OpenSlo.Mode.LENIENT, texts);
  }

  /** Reads texts together, the first as f.yaml, the others as f2.yaml and so on. */
  static OpenSloDefinitions read(OpenSlo.Mode mode, String... texts) {
    Map<String, String> files = new LinkedHashMap<>();
    for (String text : texts) {
      files.put(files.isEmpty() ? "f.yaml" : "f" + (files.size() + 1) + ".yaml", text);
    }
    return OpenSlo.read(mode, files);
  }

  /** The codes of the errors and warnings of a text. */
  static List<String> codes(OpenSlo.Mode mode, String text) {
    try {
      return read(mode, text).warnings().stream().map(w -> "warning " + w.code()).toList();
    } catch (OpenSloException e) {
      return e.errors().stream().map(m -> "error " + m.code()).distinct().toList();
    }
  }
}
