package io.sre4j.spring.failure;

import io.sre4j.openslo.OpenSloDefinitions;
import io.sre4j.openslo.OpenSloDefinitions.Definition;
import io.sre4j.spring.ConfigurationProblems;
import io.sre4j.spring.ConfigurationProblems.Problem;
import io.sre4j.spring.actuate.EndpointField;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What of the configuration is not measured here, as the endpoint shows it. */
final class ConfigurationField implements EndpointField {
  private final ConfigurationProblems problems;
  private final OpenSloDefinitions openslo;

  ConfigurationField(ConfigurationProblems problems, OpenSloDefinitions openslo) {
    this.problems = problems;
    this.openslo = openslo;
  }

  @Override
  public String name() {
    return "configuration";
  }

  @Override
  public Map<String, @Nullable Object> read() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("leftOut", problems.all().stream().map(ConfigurationField::problem).toList());
    json.put("decidedByFleet", openslo.fleet().stream().map(ConfigurationField::fleet).toList());
    json.put("warnings", openslo.warnings().stream().map(Object::toString).toList());
    return json;
  }

  private static Map<String, String> problem(Problem problem) {
    Map<String, String> json = new LinkedHashMap<>();
    json.put("path", problem.path());
    json.put("value", problem.value());
    json.put("remedy", problem.remedy());
    return json;
  }

  private static Map<String, Object> fleet(Definition slo) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", slo.name());
    json.put("service", slo.service());
    json.put("file", slo.source().file());
    json.put("line", slo.source().line());
    json.put("reasons", List.copyOf(slo.reasons()));
    return json;
  }
}
