package io.sre4j.spring.actuate;

import io.sre4j.SreEngine;
import io.sre4j.report.SreReport;
import io.sre4j.spring.web.RecordingFailures;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

/** Actuator endpoint with all that is known of the SLOs in this instance. */
@Endpoint(id = "sre")
public final class SreEndpoint {
  private final SreEngine engine;
  private final RecordingFailures failures;

  SreEndpoint(SreEngine engine, RecordingFailures failures) {
    this.engine = engine;
    this.failures = failures;
  }

  /** Everything. */
  @ReadOperation
  public Map<String, @Nullable Object> report() {
    SreReport report = engine.report();
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("scope", "INSTANCE");
    json.put("startedAt", report.startedAt().toString());
    json.put("asOf", report.asOf().toString());
    json.put("slos", report.slos().stream().map(SloJson::of).toList());
    json.put("slis", report.slis().stream().map(SliJson::of).toList());
    json.put("droppedTransitions", report.droppedTransitions());
    json.put("failedListeners", report.failedListeners());
    json.put("failedRecordings", failures.count());
    return json;
  }

  /** One SLO; null, which is answered with status 404, if there is none of that name. */
  @ReadOperation
  public @Nullable Map<String, @Nullable Object> slo(@Selector String slo) {
    return engine.report().slos().stream()
        .filter(status -> status.slo().name().equals(slo))
        .findFirst()
        .map(SloJson::of)
        .orElse(null);
  }
}
