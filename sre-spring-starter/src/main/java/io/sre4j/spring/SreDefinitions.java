package io.sre4j.spring;

import io.sre4j.SreEngine;
import io.sre4j.openslo.OpenSloDefinitions;
import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Sli;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import io.sre4j.spring.web.HttpSlis;
import io.sre4j.spring.web.Route;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the application promises: by its keys, OpenSLO files and beans, or by default. */
final class SreDefinitions {
  private static final String HTTP_HAS_ALL =
      "http counts every request; give this SLI a name of its own";

  private final ConfigurationProblems problems;
  private final OpenSloDefinitions openslo;
  private final Map<String, PropertySlo> configured = new LinkedHashMap<>();
  private final Map<String, List<Route>> routes = new LinkedHashMap<>();
  private final Map<String, String> routesFrom = new LinkedHashMap<>();
  private final boolean byDefault;

  /** Reads what is configured; what cannot work is a problem, and left out if it is tolerated. */
  SreDefinitions(
      SreProperties properties, OpenSloDefinitions openslo, ConfigurationProblems problems) {
    this.problems = problems;
    this.openslo = openslo;
    this.byDefault = properties.slos().isEmpty() && openslo.slos().isEmpty();
    properties.slos().forEach((name, slo) -> add(new PropertySlo(name, slo)));
    openslo.routes().forEach(this::addRoutes);
  }

  /** The SLIs that have routes. */
  Map<String, List<Route>> routes() {
    return Collections.unmodifiableMap(routes);
  }

  private void add(PropertySlo slo) {
    if (problems.concern(slo.at())) {
      return; // What is left of it would be another promise.
    }
    try {
      slo.slo();
      if (!slo.routes().isEmpty()) {
        addRoutes(slo.sli(), slo.routes(), slo.at().key("routes"));
      }
      configured.put(slo.name(), slo);
    } catch (InvalidDefinitionException e) {
      problems.report(e);
    }
  }

  private void addRoutes(String sli, List<String> texts) {
    PropertyPath at = new PropertyPath(OpenSloPlaces.ofRoutes(openslo, sli));
    try {
      List<Route> parsed = new ArrayList<>();
      texts.forEach(text -> parsed.add(at.read(text, Route::parse)));
      addRoutes(sli, parsed, at);
    } catch (InvalidDefinitionException e) {
      problems.report(e);
    }
  }

  private void addRoutes(String sli, List<Route> added, PropertyPath at) {
    if (sli.equals(HttpSlis.HTTP)) {
      throw at.invalid(added, HTTP_HAS_ALL);
    }
    at.read(sli, Sli::events);
    List<Route> before = routes.get(sli);
    if (before != null && !before.equals(added)) {
      throw at.invalid(
          added,
          "the SLI '%s' has other routes in %s; leave them out here, or name another SLI"
              .formatted(sli, routesFrom.get(sli)));
    }
    routes.putIfAbsent(sli, added);
    routesFrom.putIfAbsent(sli, at.text());
  }

  /**
   * Tells the engine of all definitions.
   *
   * @param sloBeans by bean name
   * @param sliBeans by bean name
   * @param web whether there are requests at all
   */
  void applyTo(
      SreEngine.Builder engine,
      Map<String, Slo> sloBeans,
      Map<String, Sli.Events> sliBeans,
      boolean web) {
    List<Slo> slos = slos(sloBeans, web);
    slis(sliBeans, slos, web).values().forEach(engine::sli);
    slos.forEach(engine::slo);
  }

  /** An error of the engine, at the key or in the file that it came from. */
  InvalidDefinitionException located(InvalidDefinitionException error) {
    return EngineErrors.located(error, configured.keySet(), openslo);
  }

  /** Reports an error of the engine; one that no key or file has made is thrown. */
  void reportUnlessCode(InvalidDefinitionException error) {
    InvalidDefinitionException here = located(error);
    if (here == error) {
      throw error;
    }
    problems.report(here);
  }

  private List<Slo> slos(Map<String, Slo> beans, boolean web) {
    Map<String, Slo> slos = new LinkedHashMap<>();
    beans.forEach((bean, slo) -> slos.put(slo.name(), slo));
    if (slos.size() < beans.size()) {
      throw new InvalidDefinitionException(
          "slos", beans.keySet(), "two of these beans have one name; rename or remove one");
    }
    Map<String, String> owners = new LinkedHashMap<>();
    beans.forEach((bean, slo) -> owners.put(slo.name(), "the bean '" + bean + "'"));
    configured.forEach((name, slo) -> claim(slo.slo(), slo.at().text(), owners, slos));
    openslo.slos().forEach(slo -> claim(slo, OpenSloPlaces.of(openslo, slo.name()), owners, slos));
    return slos.isEmpty() && web && byDefault ? defaults() : List.copyOf(slos.values());
  }

  private void claim(Slo slo, String place, Map<String, String> owners, Map<String, Slo> slos) {
    String owner = owners.putIfAbsent(slo.name(), place);
    if (owner == null) {
      slos.put(slo.name(), slo);
      return;
    }
    problems.report(
        new InvalidDefinitionException(
            place,
            owner,
            "there is another SLO of the name '" + slo.name() + "'; rename or remove one"));
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

  private Map<String, Sli.Events> slis(Map<String, Sli.Events> beans, List<Slo> slos, boolean web) {
    Map<String, Sli.Events> slis = new LinkedHashMap<>();
    if (web || slos.stream().anyMatch(SreDefinitions::isAboutHttp)) {
      slis.put(HttpSlis.HTTP, Sli.events(HttpSlis.HTTP));
    }
    routes.keySet().forEach(sli -> slis.put(sli, Sli.events(sli)));
    Map<String, String> names = new LinkedHashMap<>();
    beans.forEach((bean, sli) -> {
      String other = names.putIfAbsent(sli.name(), bean);
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
}
