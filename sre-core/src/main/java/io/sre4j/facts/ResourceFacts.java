package io.sre4j.facts;

import java.util.Map;

/**
 * The resource that all telemetry of the process carries. Immutable.
 *
 * @param attributes its attributes as text, by key: {@code service.name}
 * @param isInKubernetes whether the process runs in a pod
 */
public record ResourceFacts(Map<String, String> attributes, boolean isInKubernetes) {

  /** Copies the map. */
  public ResourceFacts {
    attributes = Map.copyOf(attributes);
  }
}
