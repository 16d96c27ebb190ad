package io.sre4j.spring.openslo;

import io.sre4j.openslo.OpenSlo;
import io.sre4j.openslo.OpenSloDefinitions;
import io.sre4j.openslo.OpenSloException;
import io.sre4j.spring.ConfigurationProblems;
import io.sre4j.spring.ConfigurationProblems.Problem;
import io.sre4j.spring.PropertyPath;
import io.sre4j.spring.SreProperties;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.util.ClassUtils;

/** Auto-configuration of SLOs that are written as OpenSLO, from {@code sre.openslo.location}. */
@AutoConfiguration(afterName = "io.sre4j.spring.SreAutoConfiguration")
@ConditionalOnBean({SreProperties.class, ConfigurationProblems.class})
public final class SreOpenSloAutoConfiguration {
  private static final Log LOG = LogFactory.getLog(SreOpenSloAutoConfiguration.class);
  private static final OpenSloDefinitions NONE =
      new OpenSloDefinitions(List.of(), List.of(), List.of());
  private static final PropertyPath AT = new PropertyPath("sre.openslo.location");
  private static final String YAML = "org.snakeyaml.engine.v2.api.LoadSettings";

  SreOpenSloAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean
  OpenSloDefinitions sreOpenSloDefinitions(
      SreProperties properties, ResourcePatternResolver resolver, ConfigurationProblems problems) {
    List<String> locations = properties.openslo().location();
    if (locations.isEmpty()) {
      return NONE;
    }
    if (!ClassUtils.isPresent(YAML, resolver.getClassLoader())) {
      problems.report(
          AT.invalid(locations, "needs org.snakeyaml:snakeyaml-engine on the class path"));
      return NONE;
    }
    OpenSloDefinitions read = read(OpenSloFiles.read(locations, resolver, problems), problems);
    log(read);
    return read;
  }

  /** Without the files that have errors, and those that need them, if that is tolerated. */
  private static OpenSloDefinitions read(
      Map<String, byte[]> files, ConfigurationProblems problems) {
    Map<String, byte[]> sound = new LinkedHashMap<>(files);
    while (!sound.isEmpty()) {
      try {
        return OpenSlo.readBytes(OpenSlo.Mode.LENIENT, sound);
      } catch (OpenSloException e) {
        if (!problems.areTolerated()) {
          throw e;
        }
        int before = sound.size();
        e.errors()
            .forEach(error -> {
              problems.leftOut(AT.text(), problem(error));
              sound.remove(error.file());
            });
        if (sound.size() == before) {
          return NONE;
        }
      }
    }
    return NONE;
  }

  private static Problem problem(OpenSlo.Message error) {
    String place = error.line() > 0 ? error.file() + ":" + error.line() : error.file();
    String path = error.path().isEmpty() ? place : place + " " + error.path();
    return new Problem(path, error.problem(), error.remedy() + " [" + error.code() + "]");
  }

  private static void log(OpenSloDefinitions read) {
    read.warnings().forEach(warning -> LOG.warn("OpenSLO: " + warning));
    read.fleet()
        .forEach(slo ->
            LOG.info(
                "OpenSLO: SLO %s is decided by rules over the fleet, not in this process: %s"
                    .formatted(slo.name(), String.join("; ", slo.reasons()))));
  }
}
