package io.sre4j.score;

import io.sre4j.facts.ResourceFacts;
import java.util.ArrayList;
import java.util.List;

/** The rules of the score that a resource decides alone. */
final class ResourceScore {
  // What OpenTelemetry for Java supports, in all versions so far.
  private static final int LEAST_JAVA = 8;

  private ResourceScore() {}

  static List<ScoreResult> of(ResourceFacts resource) {
    List<ScoreResult> results = new ArrayList<>();
    results.add(present("RES-001", resource, "service.instance.id"));
    if (resource.isInKubernetes()) {
      results.add(present("RES-003", resource, "k8s.pod.uid"));
    }
    results.add(named(resource));
    int java = Runtime.version().feature();
    results.add(result("SDK-001", java >= LEAST_JAVA, "Java " + java));
    return results;
  }

  /** A default that only says that nobody chose a name is none. */
  private static ScoreResult named(ResourceFacts resource) {
    String name = resource.attributes().getOrDefault("service.name", "").strip();
    boolean isNamed = !name.isEmpty() && !name.startsWith("unknown_service");
    return result("RES-005", isNamed, name.isEmpty() ? "service.name is absent" : "is " + name);
  }

  private static ScoreResult present(String id, ResourceFacts resource, String key) {
    boolean isPresent = !resource.attributes().getOrDefault(key, "").isBlank();
    return result(id, isPresent, key + (isPresent ? " is present" : " is absent"));
  }

  private static ScoreResult result(String id, boolean isPassed, String reason) {
    return new ScoreResult(ScoreCatalog.current().rule(id), isPassed, reason);
  }
}
