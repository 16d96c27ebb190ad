package io.sre4j.spring.web;

import java.util.List;
import java.util.Map;

/**
 * Which requests which SLI counts. Immutable.
 *
 * @param routed the routes of each SLI that has some
 * @param notCounted what {@link #HTTP} leaves out: actuator and error pages
 */
public record HttpSlis(Map<String, List<Route>> routed, List<Route> notCounted) {
  /** The name of the SLI that counts every request. */
  public static final String HTTP = "http";

  /** Copies the collections. */
  public HttpSlis {
    routed = Map.copyOf(routed);
    notCounted = List.copyOf(notCounted);
  }

  boolean counts(String sli, String method, String template) {
    List<Route> routes = routed.get(sli);
    return routes == null
        ? notCounted.stream().noneMatch(route -> route.matches(method, template))
        : routes.stream().anyMatch(route -> route.matches(method, template));
  }
}
