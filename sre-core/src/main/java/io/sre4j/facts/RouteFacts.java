package io.sre4j.facts;

import java.util.Set;

/**
 * One route that is judged. Immutable.
 *
 * @param route the template of the operation
 * @param slis the SLIs that count its events
 * @param counts its events of the time judged
 */
public record RouteFacts(String route, Set<String> slis, TraceCounts counts) {

  /** Copies the set. */
  public RouteFacts {
    slis = Set.copyOf(slis);
  }
}
