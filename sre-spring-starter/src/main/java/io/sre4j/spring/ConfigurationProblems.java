package io.sre4j.spring;

import io.sre4j.slo.InvalidDefinitionException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * What of the configuration cannot work. With {@code sre.on-invalid-config=fail} the first of it
 * stops the start; with {@code warn} it is left out, logged once and kept for the report.
 * Thread-safe.
 */
public final class ConfigurationProblems {
  private static final Log LOG = LogFactory.getLog(ConfigurationProblems.class);
  private static final int MAX_KEPT = 1_000;

  private final boolean tolerated;
  private final Map<String, Problem> found = new LinkedHashMap<>();
  private final Set<ConfigurationPropertyName> concerned = new LinkedHashSet<>();

  /**
   * What was left out.
   *
   * @param path where it stands: a key, or a place in an OpenSLO file
   * @param value what stands there; {@code (hidden)} if it may be a secret
   * @param remedy why it is wrong and what would be right
   */
  public record Problem(String path, String value, String remedy) {}

  /**
   * Has found nothing yet.
   *
   * @param tolerated whether the application starts nevertheless
   */
  public ConfigurationProblems(boolean tolerated) {
    this.tolerated = tolerated;
  }

  /** Whether the application starts nevertheless. */
  public boolean areTolerated() {
    return tolerated;
  }

  /** Throws it, unless such are tolerated; then whoever tells leaves out what it is about. */
  public void report(InvalidDefinitionException error) {
    if (!tolerated) {
      throw error;
    }
    leftOut(new Problem(error.path(), error.value(), error.remedy()));
  }

  /** Keeps and logs, once, what was left out. */
  public void leftOut(Problem problem) {
    leftOut(problem.path(), problem);
  }

  /** The same, of what stands elsewhere, where a key says: in a file. */
  public void leftOut(String key, Problem problem) {
    synchronized (found) {
      concerned.add(new PropertyPath(key).name());
      if (found.size() == MAX_KEPT || found.putIfAbsent(problem.path(), problem) != null) {
        return;
      }
    }
    LOG.warn(
        "sre4j leaves out what cannot work: %s = \"%s\": %s"
            .formatted(problem.path(), problem.value(), problem.remedy()));
  }

  /** Whether something at a key, below it, or where it says, was left out. */
  boolean concern(PropertyPath key) {
    ConfigurationPropertyName owner = key.name();
    synchronized (found) {
      return concerned.stream().anyMatch(name -> owner.equals(name) || owner.isAncestorOf(name));
    }
  }

  /** The same, for a key as it is written. */
  public boolean concern(String key) {
    return concern(new PropertyPath(key));
  }

  /** What was left out, in the order it was found. */
  public List<Problem> all() {
    synchronized (found) {
      return List.copyOf(found.values());
    }
  }
}
