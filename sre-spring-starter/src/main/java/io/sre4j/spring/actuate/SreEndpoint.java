package io.sre4j.spring.actuate;

import io.sre4j.Maintenance;
import io.sre4j.SreEngine;
import io.sre4j.coverage.Coverage;
import io.sre4j.coverage.report.CoverageReport;
import io.sre4j.delivery.AlertDelivery;
import io.sre4j.report.SreReport;
import io.sre4j.spring.change.RunTimeChanges;
import io.sre4j.spring.web.RecordingFailures;
import java.security.Principal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * Actuator endpoint with all that is known of the SLOs in this instance; {@code fleet} alone is of
 * all instances, as it was when this one started. Read-only unless {@code
 * management.endpoint.sre.access} is {@code unrestricted}.
 */
@Endpoint(id = "sre", defaultAccess = Access.READ_ONLY)
public final class SreEndpoint {
  private final SreEngine engine;
  private final RecordingFailures failures;
  private final List<AlertDelivery> deliveries;
  private final @Nullable Coverage coverage;
  private final List<EndpointField> fields;
  private final RunTimeChanges changes;
  private final AnswerParts parts = new AnswerParts();

  SreEndpoint(
      SreEngine engine,
      RecordingFailures failures,
      List<AlertDelivery> deliveries,
      @Nullable Coverage coverage,
      List<EndpointField> fields) {
    this.engine = engine;
    this.failures = failures;
    this.deliveries = deliveries;
    this.coverage = coverage;
    this.fields = fields;
    this.changes = new RunTimeChanges(engine);
  }

  /** Everything. */
  @ReadOperation
  public Map<String, @Nullable Object> report() {
    SreReport report = engine.report();
    Map<String, @Nullable Object> json = head(report);
    json.put("slos", report.slos().stream().map(SloJson::of).toList());
    json.put("slis", report.slis().stream().map(SliJson::of).toList());
    running(json, report);
    traced(json);
    fields.forEach(field -> put(json, field));
    return AnswerParts.encodable(json);
  }

  private void put(Map<String, @Nullable Object> json, EndpointField field) {
    json.put(field.name(), parts.made(field.name(), field::read));
  }

  private static Map<String, @Nullable Object> head(SreReport report) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("scope", "INSTANCE");
    json.put("startedAt", report.startedAt().toString());
    json.put("asOf", report.asOf().toString());
    return json;
  }

  private void running(Map<String, @Nullable Object> json, SreReport report) {
    json.put("droppedTransitions", report.droppedTransitions());
    json.put("failedListeners", report.failedListeners());
    json.put("failedRecordings", failures.count());
    json.put("store", engine.store().map(StoreJson::of).orElse(null));
    json.put("delivery", delivery());
    json.put("fleet", engine.fleet().values().stream().map(FleetJson::of).toList());
    json.put("changes", changes.all());
  }

  private void traced(Map<String, @Nullable Object> json) {
    if (coverage != null) {
      CoverageReport traced = coverage.report();
      json.put("coverage", CoverageJson.of(traced));
      json.put("findings", traced.findings().stream().map(CoverageJson::finding).toList());
      json.put("score", CoverageJson.score(traced.score()));
    }
  }

  private List<Map<String, @Nullable Object>> delivery() {
    return deliveries.stream().flatMap(d -> d.status().stream()).map(DeliveryJson::of).toList();
  }

  /**
   * One SLO, with how its budget went; or a part of the report: {@code _overview}, {@code
   * _coverage} or {@code _dependencies}, as no SLO can be called. Null, which is answered with
   * status 404, if there is none of that name.
   */
  @ReadOperation
  public @Nullable Map<String, @Nullable Object> slo(@Selector String slo) {
    return switch (slo) {
      case "_overview" -> overview();
      case "_coverage" -> part(this::traced);
      case "_dependencies" -> part(this::dependencies);
      default -> one(slo);
    };
  }

  private Map<String, @Nullable Object> overview() {
    SreReport report = engine.report();
    Map<String, @Nullable Object> json = head(report);
    json.put("slos", report.slos().stream().map(SloJson::brief).toList());
    running(json, report);
    json.put("findings", coverage == null ? null : coverage.report().findings().size());
    return AnswerParts.encodable(json);
  }

  private Map<String, @Nullable Object> part(Consumer<Map<String, @Nullable Object>> part) {
    Map<String, @Nullable Object> json = head(engine.report());
    part.accept(json);
    return AnswerParts.encodable(json);
  }

  private void dependencies(Map<String, @Nullable Object> json) {
    fields.stream()
        .filter(field -> field.name().equals("dependencies"))
        .forEach(field -> put(json, field));
  }

  private @Nullable Map<String, @Nullable Object> one(String slo) {
    return engine.report().slos().stream()
        .filter(status -> status.slo().name().equals(slo))
        .findFirst()
        .map(status -> AnswerParts.encodable(SloJson.of(status, engine.burnDown(slo))))
        .orElse(null);
  }

  /**
   * Changes an SLO until the next start; it goes on from what it has counted.
   *
   * @param target the share of good events: 99.5%
   * @param alerting google, sloth, pyrra, datadog or none
   * @return the SLO as it is now
   */
  @WriteOperation
  public @Nullable Map<String, @Nullable Object> change(
      @Selector String slo,
      @Nullable String target,
      @Nullable String alerting,
      SecurityContext caller) {
    changes.change(slo, target, alerting, name(caller));
    return slo(slo);
  }

  /**
   * Excludes events from budgets and alerts, from now on.
   *
   * @param exclude for how long, from 1m to 24h
   * @param reason why, for the log
   * @param slo the SLO; all unless said
   */
  @WriteOperation
  public Map<String, @Nullable Object> exclude(
      String exclude, @Nullable String reason, @Nullable String slo, SecurityContext caller) {
    Maintenance begun = changes.exclude(slo, exclude, reason, name(caller));
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("from", begun.from().toString());
    json.put("to", begun.to().map(Instant::toString).orElse(null));
    json.put("slos", List.copyOf(begun.slos()));
    json.put("reason", begun.reason());
    return json;
  }

  /**
   * Ends what was excluded by this endpoint.
   *
   * @param revoke whether the events count after all
   */
  @DeleteOperation
  public Map<String, @Nullable Object> end(@Nullable Boolean revoke, SecurityContext caller) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("ended", changes.end(Boolean.TRUE.equals(revoke), name(caller)));
    return json;
  }

  private static String name(SecurityContext caller) {
    Principal principal = caller.getPrincipal();
    return principal == null ? "somebody unknown" : principal.getName();
  }
}
