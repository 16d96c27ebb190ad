package io.sre4j.spring.operation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.Map;
import org.springframework.core.env.Environment;

/**
 * Finds kinds of observations that the application has switched off: by {@code
 * management.observations.enable}, by a predicate, or as there is no registry. A predicate that
 * looks at more than the name is not seen through.
 */
final class SwitchedOff implements ObservationCheck {
  private static final String REMEDY =
      "the observation '%s' is switched off: see management.observations.enable and"
          + " ObservationPredicate beans";

  private final ObservationRegistry registry;
  private final Environment environment;
  private final Map<String, String> names;

  /**
   * Asks for some kinds.
   *
   * @param names of their observations, by what would count them
   */
  SwitchedOff(ObservationRegistry registry, Environment environment, Map<String, String> names) {
    this.registry = registry;
    this.environment = environment;
    this.names = names;
  }

  @Override
  public void check(Unobserved found) {
    names.forEach((sli, usual) -> {
      String name = environment.getProperty("management.observations." + usual + ".name", usual);
      if (Observation.createNotStarted(name, registry).isNoop()) {
        found.add(sli, REMEDY.formatted(name));
      }
    });
  }
}
