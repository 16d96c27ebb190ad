package io.sre4j.spring.actuate;

import io.sre4j.budget.BurnDown;
import io.sre4j.budget.BurnRate;
import io.sre4j.budget.Detectability;
import io.sre4j.budget.ErrorBudget;
import io.sre4j.report.SloStatus;
import io.sre4j.sli.BadEvent;
import io.sre4j.slo.Budgeting;
import io.sre4j.slo.DurationText;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Slo;
import io.sre4j.timeline.Cause;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All that is known of an SLO, as the endpoint shows it. */
final class SloJson {
  private SloJson() {}

  static Map<String, @Nullable Object> of(SloStatus status) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    standing(json, status);
    json.put("alerts", status.alerts().stream().map(AlertJson::of).toList());
    json.put("whatBurns", causes(status.causes()));
    json.put("lastBadEvents", badEvents(status.lastBad()));
    json.put("detectability", detectability(status.detectability()));
    json.put("owner", status.slo().owner().orElse(null));
    json.put("runbook", status.slo().runbook().map(URI::toString).orElse(null));
    json.put("labels", status.slo().labels());
    return json;
  }

  /** One of many: how it stands, without why. */
  static Map<String, @Nullable Object> brief(SloStatus status) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    standing(json, status);
    json.put("alerts", status.alerts().stream().map(AlertJson::brief).toList());
    json.put("owner", status.slo().owner().orElse(null));
    return json;
  }

  /** One alone: how its budget went as well. */
  static Map<String, @Nullable Object> of(SloStatus status, BurnDown burnDown) {
    Map<String, @Nullable Object> json = of(status);
    json.put("burnDown", burnDown(burnDown));
    return json;
  }

  private static void standing(Map<String, @Nullable Object> json, SloStatus status) {
    promise(json, status.slo());
    json.put("asOf", status.asOf().toString());
    json.put("good", status.events().good());
    json.put("bad", status.events().bad());
    json.put("excluded", status.events().excluded());
    json.put("sli", JsonValues.number(status.sli()));
    json.put("state", status.state().name());
    json.put("coverage", JsonValues.number(status.budget().coverage()));
    json.put("budget", budget(status.budget()));
    json.put("budgetRemaining", JsonValues.number(status.budget().remaining()));
    json.put("burnRates", burnRates(status));
  }

  private static Map<String, Object> burnDown(BurnDown burnDown) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("from", burnDown.from().toString());
    json.put("end", burnDown.end().toString());
    json.put("measuredFrom", burnDown.measuredFrom().toString());
    json.put("heldFrom", burnDown.heldFrom().toString());
    json.put("points", burnDown.points().stream().map(SloJson::point).toList());
    return json;
  }

  private static Map<String, Object> point(BurnDown.Point point) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("at", point.at().toString());
    json.put("remaining", point.remaining());
    json.put("good", point.good());
    json.put("bad", point.bad());
    json.put("coverage", point.coverage());
    return json;
  }

  private static void promise(Map<String, @Nullable Object> json, Slo slo) {
    List<Objective> objectives = slo.objectives();
    Objective only = slo.isComposite() ? null : objectives.get(0);
    json.put("name", slo.name());
    json.put("description", slo.description());
    json.put(
        "indicator",
        objectives.stream().map(Objective::sli).distinct().collect(Collectors.joining(", ")));
    json.put(
        "objective",
        objectives.stream().map(Objective::toString).collect(Collectors.joining(" and ")));
    json.put("target", only == null ? null : only.target().ratio());
    json.put("thresholdSeconds", only == null ? null : thresholdSeconds(only));
    json.put("window", slo.window().text());
    json.put("budgeting", budgeting(slo.budgeting()));
    json.put("alerting", slo.alerting().name());
  }

  private static @Nullable Double thresholdSeconds(Objective objective) {
    return objective.threshold().map(limit -> JsonValues.millis(limit) / 1_000).orElse(null);
  }

  private static String budgeting(Budgeting budgeting) {
    if (budgeting instanceof Budgeting.Timeslices slices) {
      return "timeslices of "
          + DurationText.format(slices.slice())
          + ", good from "
          + slices.sliceTarget();
    }
    return budgeting instanceof Budgeting.RatioTimeslices slices
        ? "ratio-timeslices of " + DurationText.format(slices.slice())
        : "occurrences";
  }

  private static Map<String, @Nullable Object> budget(ErrorBudget budget) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("state", budget.state().name());
    json.put("remaining", JsonValues.number(budget.remaining()));
    json.put("spent", JsonValues.number(budget.spent()));
    json.put("coverage", JsonValues.number(budget.coverage()));
    json.put("exhaustion", budget.exhaustion().map(SloJson::exhaustion).orElse(null));
    return json;
  }

  static Map<String, Object> exhaustion(ErrorBudget.Exhaustion exhaustion) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("expected", JsonValues.text(exhaustion.expected()));
    json.put("earliest", JsonValues.text(exhaustion.earliest()));
    json.put("latest", JsonValues.text(exhaustion.latest()));
    return json;
  }

  /** By window; the last one is the period's, whose counted part may be shorter. */
  private static Map<String, Object> burnRates(SloStatus status) {
    Map<String, Object> json = new LinkedHashMap<>();
    List<BurnRate> rates = status.burnRates();
    for (int i = 0; i < rates.size(); i++) {
      String window =
          i == rates.size() - 1
              ? status.slo().window().text()
              : DurationText.format(rates.get(i).counts().window());
      json.put(window, burnRate(rates.get(i)));
    }
    return json;
  }

  private static Map<String, @Nullable Object> burnRate(BurnRate rate) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("value", JsonValues.number(rate.value()));
    json.put("good", rate.counts().good());
    json.put("bad", rate.counts().bad());
    json.put("coverage", JsonValues.number(rate.counts().coverage()));
    json.put("state", rate.counts().state().name());
    return json;
  }

  static List<Map<String, Object>> causes(List<Cause> causes) {
    return causes.stream().map(SloJson::cause).toList();
  }

  private static Map<String, Object> cause(Cause cause) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("by", cause.dimension().name().toLowerCase(Locale.ROOT));
    json.put("key", cause.key());
    json.put("last5m", cause.last5m());
    json.put("last1h", cause.last1h());
    json.put("last6h", cause.last6h());
    return json;
  }

  static List<Map<String, @Nullable Object>> badEvents(List<BadEvent> events) {
    return events.stream().map(SloJson::badEvent).toList();
  }

  private static Map<String, @Nullable Object> badEvent(BadEvent event) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("at", event.at().toString());
    json.put("durationMs", event.duration().map(JsonValues::millis).orElse(null));
    json.put("route", event.attributes().route());
    json.put("exception", event.attributes().exception());
    json.put("dependency", event.attributes().dependency());
    json.put("traceId", event.attributes().traceId());
    return json;
  }

  private static Map<String, @Nullable Object> detectability(Detectability detectability) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("eventsPerHour", JsonValues.number(detectability.eventsPerHour()));
    json.put("delays", detectability.delays().stream().map(SloJson::delay).toList());
    json.put("blind", detectability.blind());
    return json;
  }

  private static Map<String, @Nullable Object> delay(Detectability.Delay delay) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("label", delay.label());
    json.put("burnRate", JsonValues.number(delay.burnRate()));
    json.put("byPolicy", text(delay.byPolicy().orElse(null)));
    json.put("bound", text(delay.bound().orElse(null)));
    return json;
  }

  private static @Nullable String text(@Nullable Duration duration) {
    return duration == null ? null : JsonValues.text(duration);
  }
}
