package io.sre4j.spring;

import io.sre4j.SreEngine;
import io.sre4j.openslo.OpenSloDefinitions;
import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Sli;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import io.sre4j.spring.operation.OperationKind;
import io.sre4j.spring.web.HttpSlis;
import io.sre4j.spring.web.Route;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/** What the application promises: by its keys, OpenSLO files and beans, or by default. */
final class SreDefinitions {
  private static final Log LOG = LogFactory.getLog(SreDefinitions.class);

  private final ConfigurationProblems problems;
  private final OpenSloDefinitions openslo;
  private final Map<String, PropertySlo> configured = new LinkedHashMap<>();
  private final ConfiguredSlis slis = new ConfiguredSlis();
  private final boolean promisesNothing;

  /** Reads what is configured; what cannot work is a problem, and left out if it is tolerated. */
  SreDefinitions(
      SreProperties properties, OpenSloDefinitions openslo, ConfigurationProblems problems) {
    this.problems = problems;
    this.openslo = openslo;
    this.promisesNothing =
        properties.slos().isEmpty() && openslo.definitions().isEmpty() && !isAnyLeftOut(problems);
    properties.slos().forEach((name, slo) -> read(new PropertySlo(name, slo)));
    openslo.routes().forEach(this::readRoutes);
    configured.values().removeIf(slo -> !works(() -> slis.refine(slo)));
  }

  /**
   * What there is beside the configuration.
   *
   * @param slos by bean name
   * @param slis by bean name
   * @param annotated finds the SLIs of annotated methods, which takes a while; asked only if it is
   *     not known what counts an SLI
   * @param web whether there are requests at all
   */
  record Beans(
      Map<String, Slo> slos,
      Map<String, Sli.Events> slis,
      Supplier<Set<String>> annotated,
      boolean web) {}

  /** What the configured SLIs count. */
  ConfiguredSlis slis() {
    return slis;
  }

  /**
   * Whether neither keys nor files have an SLO, be it one that was left out or that rules over the
   * fleet decide: who wrote one would take a default for his own.
   */
  boolean promisesNothing() {
    return promisesNothing;
  }

  private static boolean isAnyLeftOut(ConfigurationProblems problems) {
    return problems.concern("sre.slos") || problems.concern("sre.openslo");
  }

  private void read(PropertySlo slo) {
    if (problems.concern(slo.at())) {
      return; // What is left of it would be another promise.
    }
    boolean sound =
        works(() -> {
          slo.check();
          slis.route(slo.sli(), slo.routes(), slo.at().key("routes"));
        });
    if (sound) {
      configured.put(slo.name(), slo);
    }
  }

  private void readRoutes(String sli, List<String> texts) {
    PropertyPath at = new PropertyPath(OpenSloPlaces.ofRoutes(openslo, sli));
    works(() -> {
      List<Route> routes = new ArrayList<>();
      texts.forEach(text -> routes.add(at.read(text, Route::parse)));
      slis.route(sli, routes, at);
    });
  }

  /** Whether it does. If not it is a problem; if that is tolerated it is to be left out. */
  private boolean works(Runnable step) {
    try {
      step.run();
      return true;
    } catch (InvalidDefinitionException e) {
      problems.report(e);
      return false;
    }
  }

  /** Tells the engine of all definitions. */
  void applyTo(SreEngine.Builder engine, Beans beans) {
    configured.values().removeIf(slo -> !works(() -> refuseRulesOfRecorded(slo, beans)));
    List<Slo> slos = slos(beans);
    slis(slos, beans).values().forEach(engine::sli);
    slos.forEach(engine::slo);
  }

  /** Rules are asked where sre4j says what an event is, not where the application does. */
  private void refuseRulesOfRecorded(PropertySlo slo, Beans beans) {
    String sli = slo.sli();
    boolean isRecorded =
        slo.hasRules()
            && beans.slis().values().stream().anyMatch(bean -> bean.name().equals(sli))
            && !slis.countsRequests(sli)
            && !OperationKind.names(sli)
            && !beans.annotated().get().contains(sli);
    if (isRecorded) {
      throw slo.at()
          .key("sli")
          .invalid(
              sli,
              "bad-when and excluded-when mean nothing here: whoever records the events of this SLI"
                  + " says what they are");
    }
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

  /** Says it if of all that is configured nothing is left: each wrong part was said for itself. */
  void warnIfNothingIsLeft(SreEngine engine) {
    if (isAnyLeftOut(problems) && engine.report().slos().isEmpty()) {
      LOG.warn(
          "sre4j has no SLO: of what is configured none can work, so that nothing is promised and"
              + " no alert can fire");
    }
  }

  private List<Slo> slos(Beans beans) {
    Map<String, Slo> slos = new LinkedHashMap<>();
    beans.slos().forEach((bean, slo) -> slos.put(slo.name(), slo));
    if (slos.size() < beans.slos().size()) {
      throw new InvalidDefinitionException(
          "slos", beans.slos().keySet(), "two of these beans have one name; rename or remove one");
    }
    Map<String, String> owners = new LinkedHashMap<>();
    beans.slos().forEach((bean, slo) -> owners.put(slo.name(), "the bean '" + bean + "'"));
    configured.forEach((name, slo) -> claim(slo.slo(), slo.at().text(), owners, slos));
    openslo.slos().forEach(slo -> claim(slo, OpenSloPlaces.of(openslo, slo.name()), owners, slos));
    return slos.isEmpty() && beans.web() && promisesNothing
        ? defaults()
        : List.copyOf(slos.values());
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

  private Map<String, Sli.Events> slis(List<Slo> slos, Beans beans) {
    Set<String> named =
        slos.stream()
            .flatMap(slo -> slo.objectives().stream())
            .map(Objective::sli)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    Map<String, Sli.Events> known = new LinkedHashMap<>();
    if (beans.web() || named.contains(HttpSlis.HTTP)) {
      known.put(HttpSlis.HTTP, Sli.events(HttpSlis.HTTP));
    }
    slis.routed().forEach(sli -> known.put(sli, Sli.events(sli)));
    addBeans(beans.slis(), known);
    named.removeAll(known.keySet());
    observed(named, beans).forEach(sli -> known.put(sli, Sli.events(sli)));
    return known;
  }

  private static void addBeans(Map<String, Sli.Events> beans, Map<String, Sli.Events> known) {
    Map<String, String> names = new LinkedHashMap<>();
    beans.forEach((bean, sli) -> {
      String other = names.putIfAbsent(sli.name(), bean);
      if (other != null) {
        throw new InvalidDefinitionException(
            "slis." + sli.name(),
            "the beans '" + other + "' and '" + bean + "'",
            "two SLIs have this name; rename or remove one");
      }
      known.put(sli.name(), sli);
    });
  }

  /** Those that come into being when they are first counted; their SLOs are there before. */
  private static List<String> observed(Set<String> unknown, Beans beans) {
    boolean areOperations = unknown.stream().allMatch(OperationKind::names);
    Set<String> methods = areOperations ? Set.of() : beans.annotated().get();
    return unknown.stream()
        .filter(sli -> OperationKind.names(sli) || methods.contains(sli))
        .toList();
  }
}
