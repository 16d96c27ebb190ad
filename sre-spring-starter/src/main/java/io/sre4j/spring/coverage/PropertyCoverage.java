package io.sre4j.spring.coverage;

import io.sre4j.coverage.CoverageSettings;
import io.sre4j.slo.DurationText;
import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.slo.Target;
import io.sre4j.spring.ConfigurationProblems;
import io.sre4j.spring.PropertyPath;
import io.sre4j.spring.SreProperties.CoverageProperties;
import java.util.function.Consumer;

/** How coverage is judged, as it is configured. Every error names the key that is wrong. */
final class PropertyCoverage {
  private static final PropertyPath AT = new PropertyPath("sre.coverage");
  /* What no handler was found for has no route. */
  private static final String UNMATCHED = "UNMATCHED";

  private final ConfigurationProblems problems;
  private final CoverageSettings.Builder settings = CoverageSettings.builder().leaveOut(UNMATCHED);

  private PropertyCoverage(ConfigurationProblems problems) {
    this.problems = problems;
  }

  static CoverageSettings settings(CoverageProperties properties, ConfigurationProblems problems) {
    PropertyCoverage coverage = new PropertyCoverage(problems);
    coverage.set("target", properties.target(), on -> on.target(Target.of(properties.target())));
    String warmUp = DurationText.format(properties.warmUp());
    coverage.set("warm-up", warmUp, on -> on.warmUp(properties.warmUp()));
    properties
        .leaveOut()
        .forEach(route -> coverage.set("leave-out", route, on -> on.leaveOut(route)));
    return coverage.settings.build();
  }

  /** Sets what can work; tried by itself before, as settings are checked as a whole. */
  private void set(String key, Object value, Consumer<CoverageSettings.Builder> setting) {
    try {
      CoverageSettings.Builder alone = CoverageSettings.builder();
      setting.accept(alone);
      alone.build();
      setting.accept(settings);
    } catch (InvalidDefinitionException e) {
      problems.report(AT.key(key).invalid(value, e));
    }
  }
}
