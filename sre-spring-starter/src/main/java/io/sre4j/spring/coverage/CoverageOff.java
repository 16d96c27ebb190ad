package io.sre4j.spring.coverage;

import io.sre4j.spring.actuate.EndpointField;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/** Why tracing coverage is not measured, and what would have it measured, for the endpoint. */
final class CoverageOff implements EndpointField {
  private final Environment environment;

  CoverageOff(Environment environment) {
    this.environment = environment;
  }

  @Override
  public String name() {
    return "coverageOff";
  }

  @Override
  public Map<String, @Nullable Object> read() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    if (isFalse(OnTracing.ENABLED)) {
      json.put("why", OnTracing.ENABLED + "=false");
      json.put("remedy", "leave out " + OnTracing.ENABLED);
    } else if (isFalse(OnTracing.EXPORT)) {
      json.put("why", OnTracing.EXPORT + "=false");
      json.put("remedy", "export traces, or set " + OnTracing.ENABLED + "=true");
    } else {
      json.put("why", "there is no tracer: none of the requests is traced");
      json.put("remedy", "add the dependency spring-boot-starter-opentelemetry");
    }
    return json;
  }

  private boolean isFalse(String key) {
    return !environment.getProperty(key, Boolean.class, true);
  }
}
