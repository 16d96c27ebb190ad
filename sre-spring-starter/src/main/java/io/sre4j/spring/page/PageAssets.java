package io.sre4j.spring.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.util.MimeType;

/**
 * The files of the page. Only those of this list are ever read, whatever is asked for. Immutable.
 */
final class PageAssets {
  static final String PLACE = "META-INF/sre4j/page/";

  static final MimeType HTML = new MimeType("text", "html", StandardCharsets.UTF_8);
  private static final MimeType SCRIPT = new MimeType("text", "javascript", StandardCharsets.UTF_8);
  private static final MimeType STYLE = new MimeType("text", "css", StandardCharsets.UTF_8);
  private static final MimeType PLAIN = new MimeType("text", "plain", StandardCharsets.UTF_8);
  private static final MimeType IMAGE = MimeType.valueOf("image/svg+xml");

  private static final String INDEX = "index.html";
  private static final List<String> FILES =
      List.of(
          "chart.js",
          "contact.js",
          "coverage.js",
          "dependencies.js",
          "dom.js",
          "drawing.js",
          "evidence.js",
          "format.js",
          "icon.svg",
          "main.js",
          "overview.js",
          "parts.css",
          "slo.js",
          "style.css",
          "views.css",
          "lib/LICENSE",
          "lib/uPlot.iife.min.js",
          "lib/uPlot.min.css");

  private final Map<String, MimeType> types = new LinkedHashMap<>();
  private final String version;

  PageAssets() {
    FILES.forEach(file -> types.put(file, typeOf(file)));
    this.version = "v" + hash();
  }

  /** One file and what it is. */
  record Asset(Resource content, MimeType type) {}

  /** What the name of every file begins with, so that browsers may keep them for good. */
  String version() {
    return version;
  }

  /** The page without its settings. */
  String index() {
    try {
      return resource(INDEX).getContentAsString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the page is not in the jar", e);
    }
  }

  /**
   * The file of a path behind the version; null if there is none. Any version is good: behind one
   * address there may be instances of two.
   */
  @Nullable Asset find(String path) {
    String file = path.substring(path.indexOf('/') + 1);
    MimeType type = types.get(file);
    Resource content = type == null ? null : resource(file);
    return type == null || content == null || !content.exists() ? null : new Asset(content, type);
  }

  private static Resource resource(String file) {
    return new ClassPathResource(PLACE + file, PageAssets.class.getClassLoader());
  }

  private static MimeType typeOf(String file) {
    return switch (file.substring(file.lastIndexOf('.') + 1)) {
      case "js" -> SCRIPT;
      case "css" -> STYLE;
      case "svg" -> IMAGE;
      default -> PLAIN;
    };
  }

  private String hash() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String file : types.keySet()) {
        if (resource(file).exists()) {
          digest.update(resource(file).getContentAsByteArray());
        }
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 6);
    } catch (NoSuchAlgorithmException | IOException e) {
      throw new IllegalStateException("the page cannot be read", e);
    }
  }
}
