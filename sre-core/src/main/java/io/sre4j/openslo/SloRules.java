package io.sre4j.openslo;

import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.slo.TimeWindow;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What OpenSLO v1 asks of the spec of an SLO. */
final class SloRules {
  static final String OCCURRENCES = "Occurrences";
  static final String TIMESLICES = "Timeslices";
  static final String RATIO_TIMESLICES = "RatioTimeslices";
  static final DateTimeFormatter DATE_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withResolverStyle(ResolverStyle.STRICT);

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private SloRules() {}

  static void spec(Place spec) {
    ObjectRules.description(
        spec.only(
            "description",
            "service",
            "indicator",
            "indicatorRef",
            "timeWindow",
            "budgetingMethod",
            "objectives",
            "alertPolicies"));
    spec.at("service").requiredText();
    method(spec.at("budgetingMethod"));
    windows(spec.at("timeWindow"));
    List<Place> objectives = spec.at("objectives").items();
    indicators(spec, objectives);
    objectives(spec, objectives);
    spec.at("alertPolicies")
        .items()
        .forEach(item ->
            ObjectRules.refOrInline(
                item, "alertPolicyRef", ObjectRules.POLICY, ObjectRules::policy));
  }

  /** Whether the objectives have indicators of their own. */
  static boolean isComposite(List<Place> objectives) {
    return objectives.stream().anyMatch(SloRules::hasIndicator);
  }

  static boolean hasIndicator(Place owner) {
    return owner.at("indicator").isPresent() || owner.at("indicatorRef").isPresent();
  }

  private static void method(Place method) {
    if (method.isPresent()) {
      method.oneOf(OCCURRENCES, TIMESLICES, RATIO_TIMESLICES);
    } else if (method.isStrict()) {
      method.required();
    } else {
      method.warn("default", "is missing", "Occurrences is assumed; say so");
    }
  }

  private static void windows(Place windows) {
    List<Place> items = windows.items();
    if (!windows.isPresent() && !windows.isStrict()) {
      windows.warn("default", "is missing", "30 rolling days are assumed; say so");
    } else if (items.size() != 1) {
      windows.error("slice_length", "has " + items.size() + " items", "give it exactly one");
    }
    items.forEach(SloRules::window);
  }

  private static void window(Place window) {
    window.only("duration", "isRolling", "calendar");
    Place duration = window.at("duration");
    Optional<Place.Shorthand> length = duration.required().shorthand();
    if (length.filter(l -> l.unit() == 'm' && l.minutes() < 60).isPresent()) {
      duration.warn("duration", length.get().text() + " is minutes", "a month is written 1M");
    }
    Place isRolling = window.at("isRolling");
    Optional<Boolean> rolling = isRolling.truth();
    Place calendar = window.at("calendar");
    if (rolling.isEmpty() && isRolling.isPresent()) {
      return;
    }
    if (rolling.orElse(false)) {
      calendar.forbidden("a rolling window has no calendar: leave it out, or isRolling: true");
      return;
    }
    if (!calendar.isPresent()) {
      calendar.error(
          "required",
          "is missing, and the window does not roll",
          "add isRolling: true, or a calendar with startTime and timeZone");
      return;
    }
    calendar.only("startTime", "timeZone");
    Place start = calendar.at("startTime");
    if (start.requiredText().isPresent() && startTime(start).isEmpty()) {
      String problem = "'" + start.said().orElse("") + "' is no time";
      start.error("string_date_time", problem, "write one as 2026-01-01 00:00:00");
    }
    Place zone = calendar.at("timeZone");
    Optional<String> name = zone.requiredText();
    if (name.isPresent() && !ZoneId.getAvailableZoneIds().contains(name.get())) {
      zone.error(
          "string_time_zone",
          "'" + name.get() + "' is no time zone",
          "write a name of the IANA database, such as Europe/Berlin or UTC");
    }
  }

  static Optional<LocalDateTime> startTime(Place start) {
    try {
      return start.text().map(text -> LocalDateTime.parse(text, DATE_TIME));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static void indicators(Place spec, List<Place> objectives) {
    boolean composite = isComposite(objectives);
    if (composite && hasIndicator(spec)) {
      spec.error(
          "mutually_exclusive",
          "has an indicator of its own and objectives with others",
          "keep the indicator at spec, or one at each objective for a composite");
    } else if (!composite) {
      spec.exactlyOneOf("indicator", "indicatorRef");
    }
    indicator(spec);
    for (Place objective : objectives) {
      // The reference SDK lets a composite have objectives without an indicator.
      if (hasIndicator(objective) || (composite && !spec.isStrict())) {
        objective.exactlyOneOf("indicator", "indicatorRef");
        indicator(objective);
      }
    }
  }

  private static void indicator(Place owner) {
    ObjectRules.name(owner.at("indicatorRef"));
    Place inline = owner.at("indicator");
    if (inline.isPresent()) {
      inline.only("metadata", "spec");
      ObjectRules.metadata(inline.at("metadata"));
      Place sli = inline.at("spec");
      if (sli.required().isPresent()) {
        ObjectRules.indicator(sli);
      }
    }
  }

  private static void objectives(Place spec, List<Place> objectives) {
    Place list = spec.at("objectives");
    if (objectives.isEmpty() && !(spec.isStrict() && list.isPresent())) {
      list.error("required", "promises nothing", "add an objective with a target");
    }
    boolean composite = isComposite(objectives);
    Place sli = spec.at("indicator").at("spec");
    if (!spec.isStrict() && objectives.size() > 1 && sli.at("thresholdMetric").isPresent()) {
      list.error(
          "slice_length",
          "has " + objectives.size() + " items over one thresholdMetric",
          "write an SLO for each, or a composite with an indicator at each objective");
    }
    String method = spec.at("budgetingMethod").said().orElse(OCCURRENCES);
    for (Place objective : objectives) {
      objective(objective);
      comparison(objective, composite ? objective.at("indicator").at("spec") : sli);
      slices(objective, method);
      weight(objective, composite);
    }
  }

  private static void objective(Place objective) {
    objective.only(
        "displayName",
        "op",
        "value",
        "target",
        "targetPercent",
        "timeSliceTarget",
        "timeSliceWindow",
        "indicator",
        "indicatorRef",
        "compositeWeight");
    objective.at("displayName").text();
    objective.at("op").oneOf(ObjectRules.OPERATORS);
    objective.at("value").number();
    objective.exactlyOneOf("target", "targetPercent");
    share(objective.at("target"), BigDecimal.ONE, "0.999");
    share(objective.at("targetPercent"), HUNDRED, "99.9");
  }

  private static void share(Place target, BigDecimal limit, String example) {
    Optional<BigDecimal> share = target.number();
    if (share.isEmpty()) {
      return;
    }
    String range = "a " + target.path().replaceFirst(".*\\.", "") + " lies between 0 and " + limit;
    if (share.get().signum() < 0) {
      target.error(
          "greater_than_or_equal_to", share.get() + " is negative", range + ": " + example);
    } else if (share.get().compareTo(limit) >= 0) {
      boolean percent = limit.equals(BigDecimal.ONE) && share.get().compareTo(HUNDRED) < 0;
      String hint = percent ? "; for per cent write targetPercent" : "";
      target.error(
          "less_than", share.get() + " is not below " + limit, range + ": " + example + hint);
    }
  }

  /** Operator and value: of a threshold, not of a ratio; of a referenced SLI nobody knows here. */
  private static void comparison(Place objective, Place sli) {
    Place op = objective.at("op");
    Place value = objective.at("value");
    if (sli.at("thresholdMetric").isPresent()) {
      op.required();
      value.required();
    } else if (sli.at("ratioMetric").isPresent() && objective.isStrict()) {
      op.forbidden("a ratio is compared with its target only");
      value.forbidden("a ratio is compared with its target only");
    }
  }

  private static void slices(Place objective, String method) {
    Place target = objective.at("timeSliceTarget");
    Place window = objective.at("timeSliceWindow");
    if (method.equals(TIMESLICES)) {
      target.required();
    }
    if (method.equals(TIMESLICES) || method.equals(RATIO_TIMESLICES)) {
      window.required();
    }
    Optional<BigDecimal> share = target.number();
    boolean checked = !objective.isStrict() || method.equals(TIMESLICES);
    if (share.isPresent() && checked) {
      if (share.get().signum() <= 0) {
        target.error("greater_than", share.get() + " is not positive", "write 0.95, or up to 1");
      } else if (share.get().compareTo(BigDecimal.ONE) > 0) {
        target.error(
            "less_than_or_equal_to", share.get() + " is above 1", "write 0.95, or up to 1");
      }
    }
    slice(window);
  }

  /** The length of a slice; lenient mode takes a bare number as minutes. */
  static Optional<Place.Shorthand> slice(Place window) {
    if (!window.isNumber() || window.isStrict()) {
      return window.shorthand();
    }
    Optional<BigDecimal> minutes = window.number();
    if (minutes.isEmpty()) {
      return Optional.empty();
    }
    boolean whole = minutes.get().stripTrailingZeros().scale() <= 0;
    if (!whole
        || minutes.get().signum() <= 0
        || minutes.get().compareTo(BigDecimal.valueOf(1_000_000)) > 0) {
      window.error("duration", "is no number of minutes", "write a positive one, or 5m");
      return Optional.empty();
    }
    return Optional.of(new Place.Shorthand(minutes.get().intValueExact(), 'm'));
  }

  private static void weight(Place objective, boolean composite) {
    Place weight = objective.at("compositeWeight");
    Optional<BigDecimal> number = weight.number();
    if (number.filter(n -> n.signum() <= 0).isPresent() && (composite || !objective.isStrict())) {
      weight.error("greater_than", number.get() + " is not positive", "write 1, or more or less");
    }
  }

  /** The same window in process, if there is one: 1 hour to 90 days. */
  static Optional<TimeWindow> rolling(Place.Shorthand length) {
    try {
      return Optional.of(TimeWindow.rolling(length.duration()));
    } catch (InvalidDefinitionException e) {
      return Optional.empty();
    }
  }

  /** The same window in process, if there is one: a whole page of the calendar, from its start. */
  static Optional<TimeWindow> calendar(Place.Shorthand length, Place calendar) {
    TimeWindow.@Nullable Unit unit =
        switch (length.text()) {
          case "1d" -> TimeWindow.Unit.DAY;
          case "1w", "7d" -> TimeWindow.Unit.WEEK;
          case "1M" -> TimeWindow.Unit.MONTH;
          case "1Q", "3M" -> TimeWindow.Unit.QUARTER;
          case "1Y", "4Q", "12M" -> TimeWindow.Unit.YEAR;
          default -> null;
        };
    if (unit == null) {
      return Optional.empty();
    }
    ZoneId zone = ZoneId.of(calendar.at("timeZone").said().orElseThrow());
    Instant start = startTime(calendar.at("startTime")).orElseThrow().atZone(zone).toInstant();
    TimeWindow.Calendar page = new TimeWindow.Calendar(unit, zone);
    return page.startOf(start).equals(start) ? Optional.of(page) : Optional.empty();
  }
}
