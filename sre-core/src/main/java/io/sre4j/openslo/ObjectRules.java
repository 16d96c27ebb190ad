package io.sre4j.openslo;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * What OpenSLO v1 asks of an object by itself: envelope, metadata and the specs of all kinds but
 * SLO ({@link SloRules}). Strict mode follows the reference SDK, lenient mode the specification.
 */
final class ObjectRules {
  static final String VERSION = "openslo/v1";
  static final String ANNOTATION_PREFIX = "sre4j.io/";
  static final String SLI = "SLI";
  static final String SLO = "SLO";
  static final String SERVICE = "Service";
  static final String DATA_SOURCE = "DataSource";
  static final String POLICY = "AlertPolicy";
  static final String CONDITION = "AlertCondition";
  static final String TARGET = "AlertNotificationTarget";
  static final String[] OPERATORS = {"lte", "gte", "lt", "gt"};

  private static final String[] KINDS = {SLO, SLI, POLICY, CONDITION, TARGET, SERVICE, DATA_SOURCE};
  private static final List<String> ANNOTATIONS =
      List.of(
          "sre4j.io/sli",
          "sre4j.io/routes",
          "sre4j.io/unit",
          "sre4j.io/alerting",
          "sre4j.io/owner",
          "sre4j.io/runbook");

  private static final int MAX_DESCRIPTION = 1_050;
  private static final int MAX_NAME = 63;
  private static final int MAX_PREFIX = 253;
  private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final Pattern KEY =
      Pattern.compile("[a-zA-Z0-9]([-._a-zA-Z0-9]{0,61}[a-zA-Z0-9])?");
  private static final Pattern DOT = Pattern.compile(".", Pattern.LITERAL);

  private ObjectRules() {}

  /** Reports what is wrong with an object; its kind, if it says one that is known. */
  static Optional<String> check(Place object) {
    int errors = object.errorCount();
    object.keys();
    if (object.errorCount() > errors) {
      return Optional.empty(); // No map: nothing more can be said.
    }
    Place version = object.at("apiVersion");
    Optional<String> said = version.requiredText();
    if (said.isPresent() && !said.get().equals(VERSION)) {
      version.error(
          "unsupported_version",
          "'" + said.get() + "' is not read here",
          "convert the object to " + VERSION);
      return Optional.empty();
    }
    Optional<String> kind = kind(object.at("kind"));
    if (kind.isPresent()) {
      object.only("apiVersion", "kind", "metadata", "spec");
      metadata(object.at("metadata"));
      Place spec = object.at("spec");
      if (!kind.get().equals(SERVICE)) {
        spec.required();
      }
      if (spec.isPresent()) {
        spec(kind.get(), spec);
      }
    }
    return kind;
  }

  private static Optional<String> kind(Place kind) {
    Optional<String> said = kind.requiredText();
    if (said.isPresent() && said.get().equals("List")) {
      kind.error("one_of", "'List' is no kind", "write the objects as a YAML list or as documents");
      return Optional.empty();
    }
    return said.isPresent() ? kind.oneOf(KINDS) : said;
  }

  private static void spec(String kind, Place spec) {
    switch (kind) {
      case SLO -> SloRules.spec(spec);
      case SLI -> indicator(spec);
      case POLICY -> policy(spec);
      case CONDITION -> condition(spec);
      case TARGET -> target(spec);
      case DATA_SOURCE -> dataSource(spec);
      default -> description(spec.only("description"));
    }
  }

  static void metadata(Place metadata) {
    metadata.required().only("name", "displayName", "labels", "annotations");
    if (!metadata.isPresent()) {
      return;
    }
    Place name = metadata.at("name");
    if (name.requiredText().isPresent()) {
      name(name);
    }
    Place display = metadata.at("displayName");
    if (display.text().filter(t -> metadata.isStrict() && t.length() > MAX_NAME).isPresent()) {
      display.error("string_max_length", "is longer than 63 characters", "shorten it");
    }
    labels(metadata.at("labels"));
    annotations(metadata.at("annotations"));
  }

  /** A name, or a reference to one. */
  static void name(Place place) {
    if (place.isStrict()) {
      name(place, DNS_LABEL, "1 to 63 lower-case letters, digits and '-' (RFC 1123)");
    } else {
      sreName(place);
    }
  }

  /** A name as this library allows them. */
  static void sreName(Place place) {
    name(place, KEY, "1 to 63 letters, digits, '-', '_' or '.'");
  }

  private static void name(Place place, Pattern allowed, String words) {
    Optional<String> name = place.text();
    if (name.isPresent() && !allowed.matcher(name.get()).matches()) {
      place.error(
          "string_dns_label",
          "'" + name.get() + "' is no name",
          "a name has " + words + " and begins and ends with a letter or digit");
    }
  }

  static boolean isDnsLabel(String name) {
    return DNS_LABEL.matcher(name).matches();
  }

  static boolean isLabelKey(String key) {
    return KEY.matcher(key).matches();
  }

  private static void labels(Place labels) {
    for (String key : labels.keys()) {
      Place label = labels.at(key);
      if (!KEY.matcher(key).matches()) {
        label.error(
            "string_match_regexp",
            "'" + key + "' is no key of a label",
            "a key has 1 to 63 letters, digits, '-', '_' or '.'");
      }
      if (label.list() != null) {
        label.items().forEach(item -> item.required().text());
      } else {
        label.text();
      }
    }
  }

  private static void annotations(Place annotations) {
    for (String key : annotations.keys()) {
      Place annotation = annotations.at(key);
      annotation.text();
      if (!isAnnotationKey(key)) {
        annotation.error(
            "string_match_regexp",
            "'" + key + "' is no key of an annotation",
            "a key is a name of up to 63 letters, digits, '-', '_' or '.', such as team, after a"
                + " domain and '/' if you like: example.com/team");
      } else if (key.startsWith(ANNOTATION_PREFIX) && !ANNOTATIONS.contains(key)) {
        annotation.error(
            "unknown_field", "is no annotation of sre4j", Place.Spelling.remedy(key, ANNOTATIONS));
      }
    }
  }

  private static boolean isAnnotationKey(String key) {
    int slash = key.indexOf('/');
    if (slash > MAX_PREFIX || !KEY.matcher(key.substring(slash + 1)).matches()) {
      return false;
    }
    return slash < 0
        || DOT.splitAsStream(key.substring(0, slash) + ".end")
            .allMatch(label -> DNS_LABEL.matcher(label).matches());
  }

  static void description(Place spec) {
    Place description = spec.at("description");
    if (description.text().filter(t -> t.length() > MAX_DESCRIPTION).isPresent()) {
      description.error("string_max_length", "is longer than 1,050 characters", "shorten it");
    }
  }

  /** The spec of an SLI. */
  static void indicator(Place spec) {
    description(spec.only("description", "thresholdMetric", "ratioMetric"));
    spec.exactlyOneOf("thresholdMetric", "ratioMetric");
    metric(spec.at("thresholdMetric"));
    Place ratio = spec.at("ratioMetric");
    if (ratio.isPresent()) {
      ratio(ratio);
    }
  }

  private static void ratio(Place ratio) {
    ratio.only("counter", "good", "bad", "total", "rawType", "raw");
    ratio.at("counter").truth();
    ratio.exactlyOneOf("total", "raw");
    Place rawType = ratio.at("rawType");
    if (ratio.at("raw").isPresent()) {
      ratio.at("good").forbidden("raw is a ratio already: keep raw, or good and total");
      ratio.at("bad").forbidden("raw is a ratio already: keep raw, or bad and total");
      rawType.required().oneOf("success", "failure");
    } else if (!ratio.isStrict()) {
      rawType.forbidden("it belongs to raw");
    }
    if (ratio.at("total").isPresent() && !ratio.at("raw").isPresent()) {
      ratio.exactlyOneOf("good", "bad");
    }
    List.of("good", "bad", "total", "raw").forEach(part -> metric(ratio.at(part)));
  }

  private static void metric(Place metric) {
    if (!metric.isPresent()) {
      return;
    }
    Place source = metric.only("metricSource").at("metricSource");
    source.required().only("metricSourceRef", "type", "spec");
    if (!source.isPresent()) {
      return;
    }
    Place reference = source.at("metricSourceRef");
    name(reference);
    Place type = source.at("type");
    type.text();
    if (!source.isStrict() && !reference.isPresent() && !type.isPresent()) {
      type.error("required", "is missing", "add it, or a metricSourceRef to a DataSource");
    }
    Place spec = source.at("spec");
    if (spec.required().isPresent() && spec.keys().isEmpty() && spec.plainMap().isEmpty()) {
      spec.error("map_min_length", "holds nothing to ask the source for", "add the query");
    }
  }

  /** The spec of an alert policy. */
  static void policy(Place spec) {
    description(
        spec.only(
            "description",
            "alertWhenNoData",
            "alertWhenBreaching",
            "alertWhenResolved",
            "conditions",
            "notificationTargets"));
    spec.at("alertWhenNoData").truth();
    spec.at("alertWhenBreaching").truth();
    spec.at("alertWhenResolved").truth();
    Place conditions = spec.at("conditions");
    List<Place> items = conditions.items();
    if (items.size() != 1) {
      conditions.error("slice_length", "has " + items.size() + " items", "give it exactly one");
    }
    items.forEach(i -> refOrInline(i, "conditionRef", CONDITION, ObjectRules::condition));
    Place targets = spec.at("notificationTargets");
    if (targets.items().isEmpty()) {
      targets.error("slice_min_length", "is empty", "say who is to be told");
    }
    targets.items().forEach(i -> refOrInline(i, "targetRef", TARGET, ObjectRules::target));
  }

  /** An item that either names an object or holds one. */
  static void refOrInline(Place item, String ref, String kind, Consumer<Place> specRules) {
    item.only(ref, "kind", "metadata", "spec").exactlyOneOf(ref, "spec");
    name(item.at(ref));
    if (item.at("spec").isPresent()) {
      item.at("kind").required().oneOf(kind);
      metadata(item.at("metadata"));
      specRules.accept(item.at("spec"));
    }
  }

  private static void condition(Place spec) {
    description(spec.only("description", "severity", "condition"));
    spec.at("severity").requiredText();
    Place condition = spec.at("condition");
    condition.required().only("kind", "op", "threshold", "lookbackWindow", "alertAfter");
    if (!condition.isPresent()) {
      return;
    }
    Place kind = condition.at("kind");
    if (condition.isStrict()) {
      kind.required();
    }
    kind.oneOf("burnrate");
    Place op = condition.at("op");
    Optional<String> operator = op.required().oneOf(OPERATORS);
    if (operator.filter(o -> o.startsWith("lt")).isPresent()) {
      op.warn(
          "burn_rate_op",
          "'" + operator.get() + "' alerts while the budget does NOT burn",
          "write gt, or gte");
    }
    condition.at("threshold").required().number();
    condition.at("lookbackWindow").required().shorthand();
    alertAfter(condition.at("alertAfter"));
  }

  /** How long a condition must hold: a duration that, unlike others, may be none. */
  static Optional<Duration> alertAfter(Place after) {
    return after.said().filter("0m"::equals).isPresent()
        ? Optional.of(Duration.ZERO)
        : after.shorthand().map(Place.Shorthand::duration);
  }

  private static void target(Place spec) {
    description(spec.only("description", "target"));
    spec.at("target").requiredText();
  }

  private static void dataSource(Place spec) {
    description(spec.only("description", "type", "connectionDetails"));
    spec.at("type").requiredText();
    spec.at("connectionDetails").required();
  }
}
