package io.sre4j.spring.actuate;

import io.sre4j.report.SliStatus;
import io.sre4j.slo.DurationText;
import io.sre4j.timeline.LatencySummary;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an SLI has counted, as the endpoint shows it. */
final class SliJson {
  private SliJson() {}

  static Map<String, @Nullable Object> of(SliStatus sli) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("name", sli.name());
    json.put("good", sli.good());
    json.put("bad", sli.bad());
    json.put("excluded", sli.excluded());
    json.put("invalid", sli.invalid());
    json.put("failedAttributes", sli.failedAttributes());
    Map<String, @Nullable Object> latency = new LinkedHashMap<>();
    sli.latencies().forEach(of -> latency.put(DurationText.format(of.window()), summary(of)));
    json.put("latency", latency);
    return json;
  }

  private static Map<String, @Nullable Object> summary(LatencySummary latency) {
    boolean measured = latency.count() > 0;
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("count", latency.count());
    json.put("p50Ms", measured ? JsonValues.millis(latency.p50()) : null);
    json.put("p90Ms", measured ? JsonValues.millis(latency.p90()) : null);
    json.put("p99Ms", measured ? JsonValues.millis(latency.p99()) : null);
    json.put("maxMs", measured ? JsonValues.millis(latency.max()) : null);
    return json;
  }
}
