package io.sre4j.spring;

import io.sre4j.slo.InvalidDefinitionException;

/** Errors the engine finds in what it was told, at the keys they came from. */
final class EngineErrors {
  private static final String SLOS = "slos.";

  private EngineErrors() {}

  static InvalidDefinitionException located(
      InvalidDefinitionException error, SreProperties properties) {
    if (error.path().equals("tick")) {
      return new PropertyPath("sre.tick").invalid(error.value(), error);
    }
    for (String name : properties.slos().keySet()) {
      if (error.path().startsWith(SLOS + name + ".")) {
        String rest = error.path().substring(SLOS.length() + name.length() + 1);
        String key = rest.startsWith("objectives") || rest.endsWith("sli") ? "sli" : rest;
        return PropertyPath.slo(name).key(key).invalid(error.value(), error);
      }
    }
    return error;
  }
}
