package io.sre4j.openslo;

import io.sre4j.slo.AlertPolicy;
import io.sre4j.slo.Budgeting;
import io.sre4j.slo.DurationText;
import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Sli;
import io.sre4j.slo.Slo;
import io.sre4j.slo.TimeWindow;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Writes SLOs as documents of OpenSLO v1 and notes what they cannot say. For one use. */
final class SloWriter {
  private static final String UNNAMED = "unnamed";
  private static final String NAME = "name";
  // A Monday and the first day of a month, a quarter and a year: the start of any page.
  private static final String PAGE_START = "2024-01-01 00:00:00";
  private static final Duration LONG_THRESHOLD = Duration.ofSeconds(30);

  private final List<OpenSlo.Loss> losses = new ArrayList<>();

  OpenSlo.Export write(Collection<Slo> slos, Collection<? extends Sli> slis) {
    List<Map<String, Object>> documents = slos.stream().map(this::document).toList();
    slis.stream()
        .filter(sli -> !sli.equals(Sli.events(sli.name())) && isUsed(sli, slos))
        .forEach(this::lose);
    return new OpenSlo.Export(dump(documents), losses.stream().distinct().toList());
  }

  private static boolean isUsed(Sli sli, Collection<Slo> slos) {
    return slos.stream()
        .flatMap(slo -> slo.objectives().stream())
        .anyMatch(objective -> objective.sli().equals(sli.name()));
  }

  private void lose(Sli sli) {
    String instead = "OpenSLO has no words for it: the name of an SLI of events is written";
    losses.add(new OpenSlo.Loss(sli.name(), "sli", sli.toString(), instead));
  }

  /** One YAML document for each map. */
  static String dump(Collection<? extends Map<String, ?>> documents) {
    DumpSettings settings =
        DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setExplicitStart(true)
            .setDereferenceAliases(true)
            .setSchema(new CoreSchema())
            .build();
    Dump dump = new Dump(settings);
    return documents.stream()
        .map(document -> dump.dumpToString(plain(document)))
        .collect(Collectors.joining());
  }

  /** The same with whole numbers as integers: as decimals they would be written with a type tag. */
  private static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<Object, @Nullable Object> plain = new LinkedHashMap<>();
      map.forEach((key, item) -> plain.put(key, plain(item)));
      return plain;
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> plain = new ArrayList<>();
      list.forEach(item -> plain.add(plain(item)));
      return plain;
    }
    return value instanceof BigDecimal number && number.scale() == 0
        ? number.toBigIntegerExact()
        : value;
  }

  private Map<String, Object> document(Slo slo) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("apiVersion", ObjectRules.VERSION);
    document.put("kind", ObjectRules.SLO);
    document.put("metadata", metadata(slo));
    document.put("spec", spec(slo));
    return document;
  }

  private Map<String, Object> metadata(Slo slo) {
    checkName(slo, NAME, slo.name());
    Map<String, Object> labels = new LinkedHashMap<>();
    slo.labels().forEach((key, value) -> label(slo, key, value, labels));
    Map<String, Object> annotations = new LinkedHashMap<>();
    annotations.put(SloBinding.ALERTING_ANNOTATION, alerting(slo));
    slo.owner().ifPresent(owner -> annotations.put(SloBinding.OWNER_ANNOTATION, owner));
    slo.runbook().ifPresent(uri -> annotations.put(SloBinding.RUNBOOK_ANNOTATION, uri.toString()));
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put(NAME, slo.name());
    if (!labels.isEmpty()) {
      metadata.put("labels", labels);
    }
    metadata.put("annotations", annotations);
    return metadata;
  }

  private void checkName(Slo slo, String field, String name) {
    if (!ObjectRules.isDnsLabel(name)) {
      lose(slo, field, name, "is written, but no RFC 1123 label: strict readers refuse it");
    }
  }

  private void label(Slo slo, String key, String value, Map<String, Object> labels) {
    if (!ObjectRules.isLabelKey(key)) {
      lose(slo, "labels." + key, value, "is left out: OpenSLO's keys have other characters");
    } else if (!key.equals(SloBinding.SERVICE_LABEL)) {
      labels.put(key, value);
    }
  }

  /** The preset that the alerting is, as reading makes it of the preset. */
  private String alerting(Slo slo) {
    Slo.Builder builder = Slo.builder(slo.name()).window(slo.window()).budgeting(slo.budgeting());
    slo.objectives().forEach(builder::objective);
    for (String name : AlertBinding.PRESETS) {
      if (is(slo.alerting(), name, slo.window(), builder)) {
        return name;
      }
    }
    lose(
        slo,
        "alerting",
        slo.alerting().name(),
        "OpenSLO has no pairs of windows, and this is no preset: google is written");
    return AlertBinding.DEFAULT_PRESET;
  }

  private static boolean is(
      AlertPolicy policy, String name, TimeWindow window, Slo.Builder builder) {
    try {
      return AlertBinding.working(builder, AlertPolicy.preset(name, window), null).equals(policy);
    } catch (InvalidDefinitionException e) {
      return false; // There is no such preset for this window.
    }
  }

  private Map<String, Object> spec(Slo slo) {
    Map<String, Object> spec = new LinkedHashMap<>();
    if (!slo.description().isEmpty()) {
      spec.put("description", slo.description());
    }
    spec.put("service", service(slo));
    boolean composite =
        slo.isComposite() || slo.objectives().get(0).weight().compareTo(BigDecimal.ONE) != 0;
    if (!composite) {
      spec.put("indicator", indicator(slo, slo.objectives().get(0)));
    }
    spec.put("timeWindow", List.of(window(slo)));
    spec.put("budgetingMethod", slo.budgeting().getClass().getSimpleName());
    Optional<String> slice = slice(slo);
    List<Map<String, Object>> objectives = new ArrayList<>();
    for (Objective objective : slo.objectives()) {
      Map<String, Object> written = objective(objective, slo.budgeting());
      slice.ifPresent(length -> written.put("timeSliceWindow", length));
      if (composite) {
        written.put("indicator", indicator(slo, objective));
        written.put("compositeWeight", objective.weight());
      }
      objectives.add(written);
    }
    spec.put("objectives", objectives);
    return spec;
  }

  private String service(Slo slo) {
    String service = slo.labels().getOrDefault(SloBinding.SERVICE_LABEL, "");
    if (service.isBlank()) {
      lose(
          slo,
          "labels.service",
          service,
          "OpenSLO asks for a service: '" + UNNAMED + "' is written");
      return UNNAMED;
    }
    return service;
  }

  private Map<String, Object> indicator(Slo slo, Objective objective) {
    checkName(slo, "sli", objective.sli());
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put(NAME, objective.sli());
    if (objective.threshold().filter(t -> t.compareTo(LONG_THRESHOLD) >= 0).isPresent()) {
      metadata.put("annotations", Map.of(SloBinding.UNIT_ANNOTATION, "s"));
    }
    Map<String, Object> spec =
        objective.threshold().isPresent()
            ? Map.of("thresholdMetric", metric("measure", "latency"))
            : Map.of("ratioMetric", ratio());
    Map<String, Object> indicator = new LinkedHashMap<>();
    indicator.put("metadata", metadata);
    indicator.put("spec", spec);
    return indicator;
  }

  private static Map<String, Object> ratio() {
    Map<String, Object> ratio = new LinkedHashMap<>();
    ratio.put("counter", true);
    ratio.put("good", metric("outcome", "good"));
    ratio.put("total", metric("outcome", "all"));
    return ratio;
  }

  private static Map<String, Object> metric(String field, String value) {
    Map<String, Object> source = new LinkedHashMap<>();
    source.put("type", SloBinding.SOURCE_TYPE);
    source.put("spec", Map.of(field, value));
    return Map.of("metricSource", source);
  }

  private static Map<String, Object> objective(Objective objective, Budgeting budgeting) {
    Map<String, Object> written = new LinkedHashMap<>();
    objective
        .threshold()
        .ifPresent(threshold -> {
          written.put("op", "lte");
          written.put("value", seconds(threshold));
        });
    written.put("target", objective.target().ratio());
    if (budgeting instanceof Budgeting.Timeslices timeslices) {
      written.put("timeSliceTarget", timeslices.sliceTarget().ratio());
    }
    return written;
  }

  private static BigDecimal seconds(Duration duration) {
    BigDecimal seconds = BigDecimal.valueOf(duration.toNanos(), 9).stripTrailingZeros();
    return seconds.scale() < 0 ? seconds.setScale(0) : seconds;
  }

  private Map<String, Object> window(Slo slo) {
    Map<String, Object> window = new LinkedHashMap<>();
    if (slo.window() instanceof TimeWindow.Calendar calendar) {
      window.put("duration", shorthand(calendar.unit()));
      window.put("isRolling", false);
      Map<String, Object> page = new LinkedHashMap<>();
      page.put("startTime", PAGE_START);
      page.put("timeZone", zone(slo, calendar.zone()));
      window.put("calendar", page);
    } else {
      window.put("duration", shorthand(slo, "window", slo.window().nominalLength()));
      window.put("isRolling", true);
    }
    return window;
  }

  private static String shorthand(TimeWindow.Unit unit) {
    return switch (unit) {
      case DAY -> "1d";
      case WEEK -> "1w";
      case MONTH -> "1M";
      case QUARTER -> "1Q";
      case YEAR -> "1Y";
    };
  }

  private String zone(Slo slo, ZoneId zone) {
    if (ZoneId.getAvailableZoneIds().contains(zone.getId())) {
      return zone.getId();
    }
    String written = "UTC";
    if (zone.normalized() instanceof ZoneOffset offset) {
      int hours = offset.getTotalSeconds() / 3_600;
      // The signs of these names are turned round: Etc/GMT-2 is two hours ahead.
      String same = "Etc/GMT" + (hours < 0 ? "+" : "-") + Math.abs(hours);
      boolean exact = hours * 3_600 == offset.getTotalSeconds() && hours != 0;
      written = exact && ZoneId.getAvailableZoneIds().contains(same) ? same : written;
    }
    lose(
        slo, "window", zone.getId(), "is no name of the IANA database: " + written + " is written");
    return written;
  }

  private Optional<String> slice(Slo slo) {
    if (slo.budgeting() instanceof Budgeting.Timeslices timeslices) {
      return Optional.of(shorthand(slo, "budgeting.slice", timeslices.slice()));
    }
    return slo.budgeting() instanceof Budgeting.RatioTimeslices ratio
        ? Optional.of(shorthand(slo, "budgeting.slice", ratio.slice()))
        : Optional.empty();
  }

  /** The duration in the largest unit from days on that divides it, rounded up to minutes. */
  private String shorthand(Slo slo, String field, Duration duration) {
    long minutes = duration.plusMinutes(1).minusNanos(1).toMinutes();
    String text =
        minutes % 1_440 == 0
            ? minutes / 1_440 + "d"
            : minutes % 60 == 0 ? minutes / 60 + "h" : minutes + "m";
    if (!duration.equals(Duration.ofMinutes(minutes))) {
      lose(
          slo,
          field,
          DurationText.format(duration),
          "OpenSLO counts minutes: " + text + " is written");
    }
    return text;
  }

  private void lose(Slo slo, String field, String value, String instead) {
    losses.add(new OpenSlo.Loss(slo.name(), field, value, instead));
  }
}
