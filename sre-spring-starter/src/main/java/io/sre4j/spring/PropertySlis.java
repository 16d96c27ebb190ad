package io.sre4j.spring;

import io.sre4j.spring.operation.OperationKind;
import io.sre4j.spring.outcome.OutcomeRules;
import io.sre4j.spring.web.HttpSlis;
import io.sre4j.spring.web.HttpSlis.Refinement;
import io.sre4j.spring.web.Route;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Which events the SLIs count, and as what, as it is configured. An SLI counts in one way: SLOs
 * about the same one say the same, or leave it out.
 */
final class PropertySlis {
  private static final String EXCLUDE = "exclude";

  private final List<PropertySlo> slos = new ArrayList<>();
  private final Map<String, List<Route>> routes;
  private final Map<String, List<Route>> excluded;
  private final Map<String, OutcomeRules> rules;

  PropertySlis(SreProperties properties) {
    properties.slos().forEach((name, slo) -> slos.add(new PropertySlo(name, slo)));
    routes = agreed("routes", PropertySlo::routes);
    slos.stream().filter(slo -> !slo.routes().isEmpty()).forEach(PropertySlis::checkRouted);
    excluded = agreed(EXCLUDE, PropertySlo::exclude);
    slos.forEach(this::check);
    rules = rules();
  }

  List<PropertySlo> slos() {
    return slos;
  }

  Map<String, List<Route>> routes() {
    return routes;
  }

  /** What is said of requests. */
  HttpSlis http(List<Route> notCounted) {
    Set<String> refined = new LinkedHashSet<>(excluded.keySet());
    refined.addAll(rules.keySet());
    Map<String, Refinement> refinements = new HashMap<>();
    for (String sli : refined) {
      refinements.put(
          sli,
          new Refinement(
              excluded.getOrDefault(sli, List.of()), rules.getOrDefault(sli, OutcomeRules.USUAL)));
    }
    return new HttpSlis(routes, notCounted, refinements);
  }

  /** What is bad and what excluded, by SLI. */
  Map<String, OutcomeRules> outcomes() {
    return rules;
  }

  private static void checkRouted(PropertySlo slo) {
    if (slo.sli().equals(HttpSlis.HTTP)) {
      throw slo.at()
          .key("routes")
          .invalid(slo.routes(), "http counts every request; give this SLI a name of its own");
    }
  }

  private <T> Map<String, List<T>> agreed(String key, Function<PropertySlo, List<T>> read) {
    Map<String, List<T>> agreed = new LinkedHashMap<>();
    Map<String, PropertySlo> owners = new HashMap<>();
    for (PropertySlo slo : slos) {
      List<T> said = read.apply(slo);
      if (said.isEmpty()) {
        continue;
      }
      PropertySlo owner = owners.putIfAbsent(slo.sli(), slo);
      List<T> before = agreed.putIfAbsent(slo.sli(), said);
      if (before != null && owner != null && !before.equals(said)) {
        throw slo.at()
            .key(key)
            .invalid(
                said,
                "the SLI '%s' has other %s in %s; leave them out here, or name another SLI"
                    .formatted(slo.sli(), key, owner.at().key(key).text()));
      }
    }
    return agreed;
  }

  private void check(PropertySlo slo) {
    boolean isRequests = slo.sli().equals(HttpSlis.HTTP) || routes.containsKey(slo.sli());
    if (!slo.exclude().isEmpty() && !isRequests) {
      throw slo.at()
          .key(EXCLUDE)
          .invalid(slo.exclude(), "only requests have routes, and '" + slo.sli() + "' counts none");
    }
    OutcomeRules own = OutcomeRules.parse(slo.at().text(), slo.badWhen(), slo.excludedWhen());
    if (own.asksForStatus() && !isRequests && !OperationKind.CLIENT.isOf(slo.sli())) {
      throw slo.at()
          .key(slo.badWhen().isEmpty() ? "excluded-when" : "bad-when")
          .invalid(
              slo.badWhen().isEmpty() ? slo.excludedWhen() : slo.badWhen(),
              "only requests and calls of services have a status, and '"
                  + slo.sli()
                  + "' counts neither; name the class of an exception");
    }
  }

  private Map<String, OutcomeRules> rules() {
    Map<String, List<String>> bad = agreed("bad-when", PropertySlo::badWhen);
    Map<String, List<String>> left = agreed("excluded-when", PropertySlo::excludedWhen);
    Map<String, OutcomeRules> agreed = new HashMap<>();
    for (PropertySlo slo : slos) {
      List<String> badWhen = bad.getOrDefault(slo.sli(), List.of());
      List<String> excludedWhen = left.getOrDefault(slo.sli(), List.of());
      if (!badWhen.isEmpty() || !excludedWhen.isEmpty()) {
        agreed.put(slo.sli(), OutcomeRules.parse(slo.at().text(), badWhen, excludedWhen));
      }
    }
    return agreed;
  }
}
