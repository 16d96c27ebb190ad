package io.sre4j.spring.web;

import io.sre4j.spring.outcome.OutcomeRules;
import java.util.List;
import java.util.Map;

/**
 * Which requests which SLI counts, and as what. Immutable.
 *
 * @param routed the routes of each SLI that has some
 * @param notCounted what {@link #HTTP} leaves out: actuator and error pages
 * @param refinements what else is said of an SLI
 */
public record HttpSlis(
    Map<String, List<Route>> routed, List<Route> notCounted, Map<String, Refinement> refinements) {
  /** The name of the SLI that counts every request. */
  public static final String HTTP = "http";

  private static final Refinement NONE = new Refinement(List.of(), OutcomeRules.USUAL);

  /** Copies the collections. */
  public HttpSlis {
    routed = Map.copyOf(routed);
    notCounted = List.copyOf(notCounted);
    refinements = Map.copyOf(refinements);
  }

  /** Nothing else is said of any SLI. */
  public HttpSlis(Map<String, List<Route>> routed, List<Route> notCounted) {
    this(routed, notCounted, Map.of());
  }

  /**
   * What is said of one SLI.
   *
   * @param exclude requests that do not count, though their routes match
   * @param rules what is bad and what excluded
   */
  public record Refinement(List<Route> exclude, OutcomeRules rules) {
    /** Copies the list. */
    public Refinement {
      exclude = List.copyOf(exclude);
    }
  }

  boolean counts(String sli, String method, String template) {
    List<Route> routes = routed.get(sli);
    boolean isOne =
        routes == null
            ? !anyMatches(notCounted, method, template)
            : anyMatches(routes, method, template);
    return isOne && !anyMatches(of(sli).exclude(), method, template);
  }

  OutcomeRules rules(String sli) {
    return of(sli).rules();
  }

  private Refinement of(String sli) {
    return refinements.getOrDefault(sli, NONE);
  }

  private static boolean anyMatches(List<Route> routes, String method, String template) {
    return routes.stream().anyMatch(route -> route.matches(method, template));
  }
}
