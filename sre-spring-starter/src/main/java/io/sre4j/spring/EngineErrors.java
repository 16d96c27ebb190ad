package io.sre4j.spring;

import io.sre4j.slo.InvalidDefinitionException;

/** Errors the engine finds in what it was told, at the keys they came from. */
final class EngineErrors {
  private static final String SLOS = "slos.";
  private static final String KINDS =
      "; http is every request, an SLO's routes define an SLI, and so does a bean of type"
          + " Sli.Events or @SliEvents on a method";

  private EngineErrors() {}

  static InvalidDefinitionException located(
      InvalidDefinitionException error, SreProperties properties) {
    if (error.path().equals("tick") || error.path().equals("store.loss")) {
      return at(new PropertyPath("sre." + error.path()), error.remedy(), error);
    }
    for (String name : properties.slos().keySet()) {
      if (error.path().startsWith(SLOS + name + ".")) {
        String rest = error.path().substring(SLOS.length() + name.length() + 1);
        String key = rest.replaceFirst("^objectives\\[0]\\.", "");
        String remedy = key.equals("sli") ? error.remedy() + KINDS : error.remedy();
        return at(PropertyPath.slo(name).key(key), remedy, error);
      }
    }
    return error;
  }

  private static InvalidDefinitionException at(
      PropertyPath path, String remedy, InvalidDefinitionException error) {
    InvalidDefinitionException here = path.invalid(error.value(), remedy);
    here.initCause(error);
    return here;
  }
}
