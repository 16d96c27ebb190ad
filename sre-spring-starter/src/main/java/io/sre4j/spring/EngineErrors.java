package io.sre4j.spring;

import io.sre4j.openslo.OpenSloDefinitions;
import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.slo.Slo;
import java.util.Collection;

/** Errors the engine finds in what it was told, at the keys or in the files they came from. */
final class EngineErrors {
  private static final String SLOS = "slos.";
  private static final String KINDS =
      "; http is every request, an SLO's routes define an SLI, and so does a bean of type"
          + " Sli.Events or @SliEvents on a method";
  private static final String OPENSLO_KINDS =
      "; http is every request, the annotation sre4j.io/routes defines an SLI, and so does a bean"
          + " of type Sli.Events or @SliEvents on a method";

  private EngineErrors() {}

  /**
   * The error, where it was made.
   *
   * @param configured the SLOs that have keys
   */
  static InvalidDefinitionException located(
      InvalidDefinitionException error, Collection<String> configured, OpenSloDefinitions openslo) {
    for (String name : configured) {
      if (isAbout(name, error)) {
        return at(PropertyPath.slo(name).key(field(name, error)), KINDS, error);
      }
    }
    for (Slo slo : openslo.slos()) {
      if (isAbout(slo.name(), error)) {
        String place = OpenSloPlaces.of(openslo, slo.name()) + " " + field(slo.name(), error);
        return at(new PropertyPath(place), OPENSLO_KINDS, error);
      }
    }
    return error;
  }

  private static boolean isAbout(String slo, InvalidDefinitionException error) {
    return error.path().startsWith(SLOS + slo + ".");
  }

  private static String field(String slo, InvalidDefinitionException error) {
    String rest = error.path().substring(SLOS.length() + slo.length() + 1);
    return rest.replaceFirst("^objectives\\[0]\\.", "");
  }

  private static InvalidDefinitionException at(
      PropertyPath path, String kinds, InvalidDefinitionException error) {
    String remedy = error.path().endsWith("sli") ? error.remedy() + kinds : error.remedy();
    InvalidDefinitionException here = path.invalid(error.value(), remedy);
    here.initCause(error);
    return here;
  }
}
