package io.sre4j.spring.page;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.util.MimeType;

/**
 * The files of the page. Only those of this list are ever read, whatever is asked for. Immutable.
 */
final class PageAssets {
  private static final Log LOG = LogFactory.getLog(PageAssets.class);
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

  private final Map<String, Asset> files = new LinkedHashMap<>();
  private final @Nullable String index;
  private final String version;

  PageAssets() {
    this(new DefaultResourceLoader(PageAssets.class.getClassLoader()));
  }

  /**
   * Reads all files at once: whoever replaces the jar of a running application breaks nothing. What
   * cannot be read is not there, and is warned about.
   */
  PageAssets(ResourceLoader jar) {
    List<String> missing = new ArrayList<>();
    MessageDigest digest = sha256();
    for (String file : FILES) {
      byte[] content = read(jar, file, missing);
      if (content != null) {
        digest.update(content);
        files.put(file, new Asset(new ByteArrayResource(content), typeOf(file)));
      }
    }
    byte[] page = read(jar, INDEX, missing);
    this.index = page == null ? null : new String(page, StandardCharsets.UTF_8);
    this.version = "v" + HexFormat.of().formatHex(digest.digest(), 0, 6);
    if (!missing.isEmpty()) {
      LOG.warn("The page /actuator/sreui lacks what the jar should hold: " + missing);
    }
  }

  /** One file and what it is. */
  record Asset(Resource content, MimeType type) {}

  /** What the name of every file begins with, so that browsers may keep them for good. */
  String version() {
    return version;
  }

  /** The page without its settings; null if the jar does not have it. */
  @Nullable String index() {
    return index;
  }

  /**
   * The file of a path behind the version; null if there is none. Any version is good: behind one
   * address there may be instances of two.
   */
  @Nullable Asset find(String path) {
    return files.get(path.substring(path.indexOf('/') + 1));
  }

  private static byte @Nullable [] read(ResourceLoader jar, String file, List<String> missing) {
    try {
      return jar.getResource(ResourceLoader.CLASSPATH_URL_PREFIX + PLACE + file)
          .getContentAsByteArray();
    } catch (IOException | RuntimeException e) {
      missing.add(file + " (" + e + ")");
      return null;
    }
  }

  private static MimeType typeOf(String file) {
    return switch (file.substring(file.lastIndexOf('.') + 1)) {
      case "js" -> SCRIPT;
      case "css" -> STYLE;
      case "svg" -> IMAGE;
      default -> PLAIN;
    };
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
