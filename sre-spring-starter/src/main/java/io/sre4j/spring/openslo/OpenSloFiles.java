package io.sre4j.spring.openslo;

import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.spring.ConfigurationProblems;
import io.sre4j.spring.PropertyPath;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;

/** The files that {@code sre.openslo.location} names: at most 1,000, of 1 MiB each. */
final class OpenSloFiles {
  private static final PropertyPath AT = new PropertyPath("sre.openslo.location");
  private static final String OPTIONAL = "optional:";
  private static final int MAX_FILES = 1_000;
  private static final int MAX_BYTES = 1 << 20;

  private final ResourcePatternResolver resolver;
  private final ConfigurationProblems problems;
  private final Map<String, byte[]> files = new LinkedHashMap<>();

  private OpenSloFiles(ResourcePatternResolver resolver, ConfigurationProblems problems) {
    this.resolver = resolver;
    this.problems = problems;
  }

  /** The bytes of all files by their names, in the order of the locations and then by name. */
  static Map<String, byte[]> read(
      List<String> locations, ResourcePatternResolver resolver, ConfigurationProblems problems) {
    OpenSloFiles reading = new OpenSloFiles(resolver, problems);
    for (String location : locations) {
      try {
        reading.add(location.trim());
      } catch (InvalidDefinitionException e) {
        problems.report(e);
      }
    }
    return reading.files;
  }

  private void add(String location) {
    boolean optional = location.startsWith(OPTIONAL);
    String pattern = optional ? location.substring(OPTIONAL.length()) : location;
    Map<String, Resource> found = new TreeMap<>();
    for (Resource resource : resources(location, pattern)) {
      if (resource.exists()) {
        found.put(name(resource), resource);
      }
    }
    if (found.isEmpty() && !optional) {
      throw AT.invalid(
          location, "names no file; correct it, or write optional: before it if it may be missing");
    }
    found.keySet().removeAll(files.keySet());
    if (files.size() + found.size() > MAX_FILES) {
      throw AT.invalid(location, "would be more than " + MAX_FILES + " files; name fewer");
    }
    found.forEach((name, resource) -> {
      try {
        files.put(name, bytes(resource));
      } catch (IOException e) {
        problems.report(
            AT.invalid(name, "cannot be read: " + e + "; check that it is a file of text"));
      }
    });
  }

  private List<Resource> resources(String location, String pattern) {
    try {
      return new ArrayList<>(List.of(resolver.getResources(pattern)));
    } catch (FileNotFoundException e) {
      return List.of();
    } catch (IOException | IllegalArgumentException e) {
      throw AT.invalid(
          location, "cannot be looked up: " + e + "; write it as classpath:slo/*.yaml");
    }
  }

  /** One byte more than is allowed shows that the file is too large. */
  private static byte[] bytes(Resource resource) throws IOException {
    try (InputStream in = resource.getInputStream()) {
      return in.readNBytes(MAX_BYTES + 1);
    }
  }

  private static String name(Resource resource) {
    if (resource instanceof ClassPathResource onClassPath) {
      return "classpath:" + onClassPath.getPath();
    }
    if (resource instanceof FileSystemResource file) {
      return file.getPath();
    }
    try {
      String uri = resource.getURI().toString();
      return uri.startsWith("file:") ? resource.getFile().getPath() : uri;
    } catch (IOException e) {
      return resource.getDescription();
    }
  }
}
