package io.sre4j.spring.actuate;

import io.sre4j.finding.Example;
import io.sre4j.finding.Finding;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One defect of the telemetry, as the endpoint shows it. */
final class FindingJson {
  private FindingJson() {}

  static Map<String, @Nullable Object> of(Finding finding) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("rule", finding.rule());
    json.put("subject", finding.subject());
    json.put("level", finding.level().name());
    json.put("seen", finding.seen());
    json.put("of", finding.of());
    json.put("examples", finding.examples().stream().map(FindingJson::example).toList());
    json.put("remedy", finding.remedy());
    return json;
  }

  private static Map<String, @Nullable Object> example(Example example) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("traceId", example.traceId());
    json.put("where", example.where());
    return json;
  }
}
