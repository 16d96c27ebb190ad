package io.sre4j.spring;

import io.sre4j.openslo.OpenSloDefinitions;
import io.sre4j.openslo.OpenSloDefinitions.Definition;
import java.util.function.Predicate;

/** Where in OpenSLO files something is defined, for people. */
final class OpenSloPlaces {
  private OpenSloPlaces() {}

  /** Of an SLO of this process; empty if no file has it. */
  static String of(OpenSloDefinitions definitions, String slo) {
    return place(
        definitions, object -> object.slos().stream().anyMatch(made -> made.name().equals(slo)));
  }

  /** Of the first SLO that says the routes of an SLI. */
  static String ofRoutes(OpenSloDefinitions definitions, String sli) {
    return place(
            definitions,
            object ->
                object.indicators().stream()
                    .anyMatch(by -> by.sli().equals(sli) && !by.routes().isEmpty()))
        + " sre4j.io/routes";
  }

  private static String place(OpenSloDefinitions definitions, Predicate<Definition> wanted) {
    return definitions.definitions().stream()
        .filter(object -> object.scope() == OpenSloDefinitions.Scope.INSTANCE)
        .filter(wanted)
        .findFirst()
        .map(Definition::source)
        .map(source -> source.file() + ":" + source.line() + " SLO " + source.name())
        .orElse("");
  }
}
