package io.sre4j.openslo;

import io.sre4j.openslo.OpenSloDefinitions.Comparison;
import io.sre4j.openslo.OpenSloDefinitions.Indicator;
import io.sre4j.openslo.OpenSloDefinitions.Metric;
import io.sre4j.openslo.OpenSloDefinitions.Part;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an objective is measured by: an SLI of the process, if its metrics come from sources of type
 * {@code sre4j} or an annotation names one, else something that the fleet measures.
 */
final class IndicatorBinding {
  private static final String SOURCE = "metricSource";
  private static final Pattern COMMA = Pattern.compile(",");
  private static final Pattern ROUTE =
      Pattern.compile("\\s*((GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|TRACE)\\s+)?/[^\\s,]*\\s*");

  private final ObjectIndex index;
  private final Place slo;

  IndicatorBinding(ObjectIndex index, Place slo) {
    this.index = index;
    this.slo = slo;
  }

  /**
   * An indicator as it is bound.
   *
   * @param latency whether its objective has a threshold, else it is a ratio
   * @param unit the annotation of a threshold's unit, or its absence
   * @param foreign why it is none of the process; empty if it is one
   */
  record Bound(Indicator indicator, boolean latency, Place unit, Optional<String> foreign) {}

  /** Binds the indicator that stands at a place, the spec or one of its objectives. */
  Bound bind(Place objective, Place owner) {
    Place named = index.meant(owner, "indicatorRef", ObjectRules.SLI);
    Place object = named.equals(owner) ? owner.at("indicator") : named;
    Place metadata = object.at("metadata");
    Place sli = object.at("spec");
    Place annotation = annotation(metadata, SloBinding.SLI_ANNOTATION);
    Map<Part, Metric> metrics = metrics(sli);
    List<String> types = foreignTypes(metrics);
    if (types.isEmpty()) {
      checkQueries(sli);
    }
    Optional<String> foreign = annotation.isPresent() ? Optional.empty() : foreign(metrics, types);
    Place name = annotation.isPresent() ? annotation : metadata.at("name");
    Indicator indicator =
        new Indicator(
            name.said().orElse(""),
            routes(annotation(metadata, SloBinding.ROUTES_ANNOTATION), name, foreign.isEmpty()),
            foreign.isEmpty(),
            sli.at("ratioMetric").at("counter").truth().orElse(false),
            comparison(objective),
            metrics);
    boolean latency =
        sli.isPresent() ? sli.at("thresholdMetric").isPresent() : objective.at("value").isPresent();
    if (annotation.isPresent()) {
      ObjectRules.sreName(annotation);
    }
    return new Bound(indicator, latency, annotation(metadata, SloBinding.UNIT_ANNOTATION), foreign);
  }

  private List<String> routes(Place annotation, Place sli, boolean isCounted) {
    if (annotation.said().isEmpty()) {
      return List.of();
    }
    List<String> routes = new ArrayList<>();
    for (String text : COMMA.split(annotation.said().get(), -1)) {
      if (!ROUTE.matcher(text).matches()) {
        annotation.error(
            "routes",
            "'" + text.strip() + "' is no route",
            "write a path, or a method and a path, with commas between them: POST /checkout,"
                + " /orders/**");
        return List.of();
      }
      routes.add(text.strip().replaceAll("\\s+", " "));
    }
    if (isCounted) {
      index.routed(sli.said().orElse(""), annotation);
    }
    return routes;
  }

  private Place annotation(Place metadata, String key) {
    Place own = metadata.at("annotations").at(key);
    return own.isPresent() ? own : slo.at("metadata").at("annotations").at(key);
  }

  private static Optional<String> foreign(Map<Part, Metric> metrics, List<String> types) {
    if (metrics.isEmpty()) {
      return Optional.of("an objective has no indicator");
    }
    return types.isEmpty()
        ? Optional.empty()
        : Optional.of("its indicator is measured by " + String.join(", ", types));
  }

  private static List<String> foreignTypes(Map<Part, Metric> metrics) {
    return metrics.values().stream()
        .map(Metric::type)
        .filter(type -> !type.toLowerCase(Locale.ROOT).equals(SloBinding.SOURCE_TYPE))
        .map(type -> type.isEmpty() ? "a source without a type" : type)
        .distinct()
        .toList();
  }

  private static Optional<Comparison> comparison(Place objective) {
    return objective
        .at("op")
        .said()
        .flatMap(op -> objective.at("value").number().map(value -> new Comparison(op, value)));
  }

  private Map<Part, Metric> metrics(Place sli) {
    Map<Part, Metric> metrics = new EnumMap<>(Part.class);
    Place ratio = sli.at("ratioMetric");
    boolean failure = ratio.at("rawType").said().filter("failure"::equals).isPresent();
    add(metrics, Part.THRESHOLD, sli.at("thresholdMetric"));
    add(metrics, Part.GOOD, ratio.at("good"));
    add(metrics, Part.BAD, ratio.at("bad"));
    add(metrics, Part.TOTAL, ratio.at("total"));
    add(metrics, failure ? Part.RAW_FAILURE : Part.RAW_SUCCESS, ratio.at("raw"));
    return metrics;
  }

  private void add(Map<Part, Metric> metrics, Part part, Place metric) {
    Place source = metric.at(SOURCE);
    if (source.isPresent()) {
      Optional<String> dataSource = source.at("metricSourceRef").said();
      String type = index.typeOf(source).orElse("");
      metrics.put(part, new Metric(type, dataSource, source.at("spec").plainMap()));
    }
  }

  /** What a source of type sre4j may be asked for: the process counts outcomes and latencies. */
  private static void checkQueries(Place sli) {
    Place ratio = sli.at("ratioMetric");
    ratio.at("raw").forbidden("the process counts events: write good and total");
    checkQuery(ratio.at("good"), "outcome", "good");
    checkQuery(ratio.at("bad"), "outcome", "bad");
    checkQuery(ratio.at("total"), "outcome", "all");
    checkQuery(sli.at("thresholdMetric"), "measure", "latency");
  }

  private static void checkQuery(Place metric, String field, String value) {
    Place query = metric.at(SOURCE).at("spec");
    if (query.isPresent()) {
      query.only(field).at(field).required().oneOf(value);
    }
  }
}
