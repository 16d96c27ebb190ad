package io.sre4j.spring;

import io.sre4j.SreEngine;
import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Sli;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import io.sre4j.spring.web.HttpSlis;
import io.sre4j.spring.web.Route;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the application promises: by its keys and beans, or by default. */
final class SreDefinitions {
  private final List<PropertySlo> configured;
  private final Map<String, Slo> sloBeans;
  private final Map<String, Sli.Events> sliBeans;
  private final boolean web;

  /**
   * Collects the definitions.
   *
   * @param sloBeans by bean name
   * @param sliBeans by bean name
   * @param web whether there are requests at all
   */
  SreDefinitions(
      SreProperties properties,
      Map<String, Slo> sloBeans,
      Map<String, Sli.Events> sliBeans,
      boolean web) {
    this.configured = configured(properties);
    this.sloBeans = sloBeans;
    this.sliBeans = sliBeans;
    this.web = web;
  }

  private static List<PropertySlo> configured(SreProperties properties) {
    List<PropertySlo> slos = new ArrayList<>();
    properties.slos().forEach((name, slo) -> slos.add(new PropertySlo(name, slo)));
    return slos;
  }

  /** The SLIs that have routes. */
  static Map<String, List<Route>> routes(SreProperties properties) {
    Map<String, List<Route>> routed = new LinkedHashMap<>();
    Map<String, PropertySlo> owners = new LinkedHashMap<>();
    for (PropertySlo slo : configured(properties)) {
      List<Route> routes = slo.routes();
      if (routes.isEmpty()) {
        continue;
      }
      if (slo.sli().equals(HttpSlis.HTTP)) {
        throw slo.at()
            .key("routes")
            .invalid(routes, "http counts every request; give this SLI a name of its own");
      }
      List<Route> before = routed.putIfAbsent(slo.sli(), routes);
      PropertySlo owner = owners.putIfAbsent(slo.sli(), slo);
      if (before != null && owner != null && !before.equals(routes)) {
        throw slo.at()
            .key("routes")
            .invalid(
                routes,
                "the SLI '%s' has other routes in %s; leave them out here, or name another SLI"
                    .formatted(slo.sli(), owner.at().key("routes").text()));
      }
    }
    return routed;
  }

  /** Tells the engine of all definitions. */
  void applyTo(SreEngine.Builder engine, HttpSlis http) {
    List<Slo> slos = slos();
    slis(http, slos).values().forEach(engine::sli);
    slos.forEach(engine::slo);
  }

  private List<Slo> slos() {
    Map<String, Slo> slos = new LinkedHashMap<>();
    configured.forEach(slo -> slos.put(slo.name(), slo.slo()));
    sloBeans.forEach((bean, slo) -> {
      if (slos.putIfAbsent(slo.name(), slo) != null) {
        throw PropertyPath.slo(slo.name())
            .invalid(
                "the bean '" + bean + "'",
                "there is another SLO of the name '" + slo.name() + "'; rename or remove one");
      }
    });
    return slos.isEmpty() && web ? defaults() : List.copyOf(slos.values());
  }

  private static List<Slo> defaults() {
    return List.of(
        Slo.builder("http-availability")
            .objective(Objective.availability(HttpSlis.HTTP, Target.of("99.9%")))
            .description("Default: requests succeed")
            .build(),
        Slo.builder("http-latency")
            .objective(Objective.latency(HttpSlis.HTTP, Duration.ofMillis(500), Target.of("99%")))
            .description("Default: requests are answered in time")
            .build());
  }

  private Map<String, Sli.Events> slis(HttpSlis http, List<Slo> slos) {
    Map<String, Sli.Events> slis = new LinkedHashMap<>();
    if (web || slos.stream().anyMatch(SreDefinitions::isAboutHttp)) {
      slis.put(HttpSlis.HTTP, Sli.events(HttpSlis.HTTP));
    }
    configured.stream()
        .filter(slo -> http.routed().containsKey(slo.sli()))
        .forEach(slo -> slis.put(slo.sli(), named(slo)));
    Map<String, String> beans = new LinkedHashMap<>();
    sliBeans.forEach((bean, sli) -> {
      String other = beans.putIfAbsent(sli.name(), bean);
      if (other != null) {
        throw new InvalidDefinitionException(
            "slis." + sli.name(),
            "the beans '" + other + "' and '" + bean + "'",
            "two SLIs have this name; rename or remove one");
      }
      slis.put(sli.name(), sli);
    });
    return slis;
  }

  private static boolean isAboutHttp(Slo slo) {
    return slo.objectives().stream().anyMatch(about -> about.sli().equals(HttpSlis.HTTP));
  }

  private static Sli.Events named(PropertySlo slo) {
    return slo.at().key("sli").read(slo.sli(), Sli::events);
  }
}
