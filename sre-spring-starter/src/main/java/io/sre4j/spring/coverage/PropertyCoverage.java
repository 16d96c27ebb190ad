package io.sre4j.spring.coverage;

import io.sre4j.coverage.CoverageSettings;
import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.slo.Target;
import io.sre4j.spring.SreProperties.CoverageProperties;
import java.util.function.Supplier;

/** How coverage is judged, as it is configured. Every error names the key that is wrong. */
final class PropertyCoverage {
  private static final String PREFIX = "sre.";
  /* What no handler was found for has no route. */
  private static final String UNMATCHED = "UNMATCHED";

  private PropertyCoverage() {}

  static CoverageSettings settings(CoverageProperties properties) {
    CoverageSettings.Builder settings =
        CoverageSettings.builder()
            .target(located("coverage.target", () -> Target.of(properties.target())))
            .warmUp(properties.warmUp())
            .leaveOut(UNMATCHED)
            .leaveOut(properties.leaveOut().toArray(String[]::new))
            .internalRoutes(properties.internalRoutes().toArray(String[]::new));
    properties
        .allowed()
        .forEach((rule, subjects) -> settings.allow(rule, subjects.toArray(String[]::new)));
    if (properties.asSlo()) {
      settings.asSlo();
    }
    if (properties.findingsFile() != null) {
      settings.findingsFile(properties.findingsFile());
    }
    return located("coverage", settings::build);
  }

  /** The same value, or the same error at the key that it came from. */
  static <T> T located(String path, Supplier<T> value) {
    try {
      return value.get();
    } catch (InvalidDefinitionException e) {
      String at = e.path().startsWith("coverage") ? e.path() : path;
      InvalidDefinitionException here =
          new InvalidDefinitionException(PREFIX + at, e.value(), e.remedy());
      here.initCause(e);
      throw here;
    }
  }
}
