package io.sre4j.spring;

import io.sre4j.slo.Sli;
import io.sre4j.spring.operation.OperationKind;
import io.sre4j.spring.outcome.OutcomeRules;
import io.sre4j.spring.web.HttpSlis;
import io.sre4j.spring.web.HttpSlis.Refinement;
import io.sre4j.spring.web.Route;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which events the SLIs count, and as what. An SLI counts in one way: SLOs about the same one say
 * the same of it, or leave it out. What is refused is not remembered, so that what was said before
 * holds. Not thread-safe while it is told.
 */
final class ConfiguredSlis {
  private static final String HTTP_HAS_ALL =
      "http counts every request; give this SLI a name of its own";

  private final Said<Route> routes = new Said<>("routes");
  private final Said<Route> excluded = new Said<>("exclude");
  private final Said<String> badWhen = new Said<>("bad-when");
  private final Said<String> excludedWhen = new Said<>("excluded-when");
  private final Map<String, OutcomeRules> outcomes = new LinkedHashMap<>();

  /**
   * Says which requests an SLI counts; none says nothing.
   *
   * @param at where they are written
   */
  void route(String sli, List<Route> added, PropertyPath at) {
    if (added.isEmpty()) {
      return;
    }
    if (sli.equals(HttpSlis.HTTP)) {
      throw at.invalid(added, HTTP_HAS_ALL);
    }
    at.read(sli, Sli::events);
    routes.agreed(sli, added, at);
    routes.keep(sli, added, at);
  }

  /** Says what else an SLO's keys have of its SLI, once all routes are known. */
  void refine(PropertySlo slo) {
    String sli = slo.sli();
    checkKind(slo);
    excluded.agreed(sli, slo.exclude(), at(slo, excluded));
    OutcomeRules rules =
        OutcomeRules.parse(
            slo.at().text(),
            badWhen.agreed(sli, slo.badWhen(), at(slo, badWhen)),
            excludedWhen.agreed(sli, slo.excludedWhen(), at(slo, excludedWhen)));
    excluded.keep(sli, slo.exclude(), at(slo, excluded));
    badWhen.keep(sli, slo.badWhen(), at(slo, badWhen));
    excludedWhen.keep(sli, slo.excludedWhen(), at(slo, excludedWhen));
    if (rules != OutcomeRules.USUAL) {
      outcomes.put(sli, rules);
    }
  }

  private static PropertyPath at(PropertySlo slo, Said<?> said) {
    return slo.at().key(said.key);
  }

  private void checkKind(PropertySlo slo) {
    String sli = slo.sli();
    if (countsRequests(sli)) {
      return;
    }
    if (!slo.exclude().isEmpty()) {
      throw at(slo, excluded)
          .invalid(slo.exclude(), "only requests have routes, and '" + sli + "' counts none");
    }
    if (!OperationKind.CLIENT.isOf(sli)) {
      refuseStatus(sli, slo.badWhen(), at(slo, badWhen));
      refuseStatus(sli, slo.excludedWhen(), at(slo, excludedWhen));
    }
  }

  private static void refuseStatus(String sli, List<String> said, PropertyPath at) {
    if (OutcomeRules.parse(at.text(), said, List.of()).asksForStatus()) {
      throw at.invalid(
          said,
          "only requests and calls of services have a status, and '"
              + sli
              + "' counts neither; name the class of an exception");
    }
  }

  /** Whether the SLI counts requests that the application serves. */
  boolean countsRequests(String sli) {
    return sli.equals(HttpSlis.HTTP) || routes.bySli.containsKey(sli);
  }

  /** The SLIs that have routes. */
  Set<String> routed() {
    return Collections.unmodifiableSet(routes.bySli.keySet());
  }

  /** Which requests count, and as what. */
  HttpSlis http(List<Route> notCounted) {
    Set<String> refined = new LinkedHashSet<>(excluded.bySli.keySet());
    refined.addAll(outcomes.keySet());
    Map<String, Refinement> refinements = new HashMap<>();
    for (String sli : refined) {
      refinements.put(
          sli,
          new Refinement(
              excluded.bySli.getOrDefault(sli, List.of()),
              outcomes.getOrDefault(sli, OutcomeRules.USUAL)));
    }
    return new HttpSlis(routes.bySli, notCounted, refinements);
  }

  /** What is bad and what excluded, by SLI, where that is not as usual. */
  Map<String, OutcomeRules> outcomes() {
    return Collections.unmodifiableMap(outcomes);
  }

  /** What SLOs say of their SLIs under one key. */
  private static final class Said<T> {
    private final String key;
    private final Map<String, List<T>> bySli = new LinkedHashMap<>();
    private final Map<String, PropertyPath> places = new HashMap<>();

    private Said(String key) {
      this.key = key;
    }

    /** What holds for an SLI once this is said of it, too; an error if that is something else. */
    private List<T> agreed(String sli, List<T> said, PropertyPath at) {
      List<T> before = bySli.getOrDefault(sli, said);
      PropertyPath place = places.get(sli);
      if (place != null && !said.isEmpty() && !before.equals(said)) {
        throw at.invalid(
            said,
            "the SLI '%s' has other %s in %s; leave them out here, or name another SLI"
                .formatted(sli, key, place.text()));
      }
      return before;
    }

    private void keep(String sli, List<T> said, PropertyPath at) {
      if (!said.isEmpty()) {
        bySli.putIfAbsent(sli, said);
        places.putIfAbsent(sli, at);
      }
    }
  }
}
