package io.sre4j.spring;

import io.sre4j.SreEngine;
import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Sli;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import io.sre4j.spring.operation.OperationKind;
import io.sre4j.spring.web.HttpSlis;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What the application promises: by its keys and beans, or by default. */
final class SreDefinitions {
  private final List<PropertySlo> configured;
  private final Map<String, Slo> sloBeans;
  private final Map<String, Sli.Events> sliBeans;
  private final Supplier<Set<String>> annotated;
  private final boolean web;

  /**
   * Collects the definitions.
   *
   * @param sloBeans by bean name
   * @param sliBeans by bean name
   * @param annotated finds the SLIs of annotated methods; called only if it is not known what
   *     counts an SLI
   * @param web whether there are requests at all
   */
  SreDefinitions(
      PropertySlis slis,
      Map<String, Slo> sloBeans,
      Map<String, Sli.Events> sliBeans,
      Supplier<Set<String>> annotated,
      boolean web) {
    this.configured = slis.slos();
    this.annotated = annotated;
    this.sloBeans = sloBeans;
    this.sliBeans = sliBeans;
    this.web = web;
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
    observed(slos, slis);
    return slis;
  }

  /** SLIs that come into being when they are counted; their SLOs may come first. */
  private void observed(List<Slo> slos, Map<String, Sli.Events> slis) {
    Set<String> named =
        slos.stream()
            .flatMap(slo -> slo.objectives().stream())
            .map(Objective::sli)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    configured.stream().filter(PropertySlo::hasRules).map(PropertySlo::sli).forEach(named::add);
    named.removeIf(sli -> !isOpen(sli, slis));
    Set<String> methods =
        named.stream().allMatch(OperationKind::names) ? Set.of() : annotated.get();
    configured.stream()
        .filter(slo -> slo.hasRules() && slis.containsKey(slo.sli()) && isBean(slo.sli()))
        .filter(slo -> !methods.contains(slo.sli()) && !OperationKind.names(slo.sli()))
        .findFirst()
        .ifPresent(slo -> {
          throw slo.at()
              .invalid(
                  slo.sli(),
                  "bad-when and excluded-when mean nothing here: whoever records the events of this"
                      + " SLI says what they are");
        });
    named.stream()
        .filter(sli -> !slis.containsKey(sli))
        .filter(sli -> OperationKind.names(sli) || methods.contains(sli))
        .forEach(sli -> slis.put(sli, Sli.events(sli)));
  }

  private boolean isOpen(String sli, Map<String, Sli.Events> slis) {
    return !slis.containsKey(sli) || isBean(sli);
  }

  private boolean isBean(String sli) {
    return sliBeans.values().stream().anyMatch(bean -> bean.name().equals(sli));
  }

  private static boolean isAboutHttp(Slo slo) {
    return slo.objectives().stream().anyMatch(about -> about.sli().equals(HttpSlis.HTTP));
  }

  private static Sli.Events named(PropertySlo slo) {
    return slo.at().key("sli").read(slo.sli(), Sli::events);
  }
}
