package io.sre4j.openslo;

import static io.sre4j.openslo.ObjectRules.CONDITION;
import static io.sre4j.openslo.ObjectRules.DATA_SOURCE;
import static io.sre4j.openslo.ObjectRules.POLICY;
import static io.sre4j.openslo.ObjectRules.SLI;
import static io.sre4j.openslo.ObjectRules.TARGET;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything that was read, by kind and name: what references mean, from whichever file. */
final class ObjectIndex {
  private final Map<String, Map<String, Place>> objects = new LinkedHashMap<>();
  private final Map<String, Place> routed = new LinkedHashMap<>();

  /** Adds an object; reports a second one of its kind and name. */
  void add(String kind, Place object) {
    Place name = object.at("metadata").at("name");
    if (name.said().isEmpty()) {
      return;
    }
    Place first =
        objects
            .computeIfAbsent(kind, k -> new LinkedHashMap<>())
            .putIfAbsent(name.said().get(), object);
    if (first != null) {
      duplicate(name, name.said().get(), first);
    }
  }

  /** Reports a place whose name something else has. */
  static void duplicate(Place place, String name, Place other) {
    place.error(
        "duplicate_object",
        "'" + name + "' is the name of " + other.file() + ":" + other.line(),
        "give one of them another name");
  }

  /** Notes which requests an SLI counts; reports that others were named before. */
  void routed(String sli, Place routes) {
    Place first = routed.putIfAbsent(sli, routes);
    if (first != null && !first.said().equals(routes.said())) {
      routes.error(
          "routes",
          "SLI '" + sli + "' counts other routes by " + first.file() + ":" + first.line(),
          "name the same ones, leave one of the two out, or give one of them an SLI of its own");
    }
  }

  Optional<Place> find(String kind, String name) {
    return Optional.ofNullable(named(kind).get(name));
  }

  private Map<String, Place> named(String kind) {
    return objects.getOrDefault(kind, Map.of());
  }

  /** Reports the references of an object that mean nothing. */
  void resolve(String kind, Place object) {
    Place spec = object.at("spec");
    switch (kind) {
      case ObjectRules.SLO -> slo(object, spec);
      case SLI -> sources(spec);
      case POLICY -> policy(spec);
      default -> {
        // The other kinds refer to nothing; whether a service is an object, OpenSLO leaves open.
      }
    }
  }

  private void slo(Place slo, Place spec) {
    boolean bound = slo.at("metadata").at("annotations").at(SloBinding.SLI_ANNOTATION).isPresent();
    List<Place> owners = new ArrayList<>(spec.at("objectives").items());
    owners.add(0, spec);
    for (Place owner : owners) {
      if (!bound) {
        check(owner.at("indicatorRef"), SLI, ", or bind it with the annotation sre4j.io/sli");
      }
      sources(owner.at("indicator").at("spec"));
    }
    for (Place policy : spec.at("alertPolicies").items()) {
      check(policy.at("alertPolicyRef"), POLICY, "");
      policy(policy.at("spec"));
    }
  }

  private void policy(Place spec) {
    spec.at("conditions").items().forEach(i -> check(i.at("conditionRef"), CONDITION, ""));
    spec.at("notificationTargets").items().forEach(i -> check(i.at("targetRef"), TARGET, ""));
  }

  private void check(Place reference, String kind, String orElse) {
    Optional<String> name = reference.said();
    if (name.isPresent() && find(kind, name.get()).isEmpty()) {
      String similar =
          named(kind).isEmpty()
              ? ""
              : "; " + Place.Spelling.remedy(name.get(), named(kind).keySet());
      reference.error(
          "reference",
          "there is no " + kind + " '" + name.get() + "'",
          "add it to the files that are read" + orElse + similar);
    }
  }

  private void sources(Place sli) {
    for (Place source : sourcesOf(sli)) {
      Place reference = source.at("metricSourceRef");
      Optional<String> name = reference.said();
      if (name.isPresent() && find(DATA_SOURCE, name.get()).isEmpty()) {
        if (source.at("type").isPresent()) {
          reference.warn(
              "reference",
              "there is no DataSource '" + name.get() + "'",
              "add it to the files that are read, where rules need it");
        } else {
          check(reference, DATA_SOURCE, ", or say the type here");
        }
      }
    }
  }

  /** The metric sources of an SLI's spec that are there. */
  static List<Place> sourcesOf(Place sli) {
    Place ratio = sli.at("ratioMetric");
    return List.of(
            sli.at("thresholdMetric"),
            ratio.at("good"),
            ratio.at("bad"),
            ratio.at("total"),
            ratio.at("raw"))
        .stream()
        .map(metric -> metric.at("metricSource"))
        .filter(Place::isPresent)
        .toList();
  }

  /** Where a metric comes from: its own type, or that of its DataSource. */
  Optional<String> typeOf(Place source) {
    return source
        .at("type")
        .said()
        .or(() ->
            source
                .at("metricSourceRef")
                .said()
                .flatMap(name -> find(DATA_SOURCE, name))
                .flatMap(object -> object.at("spec").at("type").said()));
  }

  /** The object that an item names, else the item itself. */
  Place meant(Place item, String ref, String kind) {
    return item.at(ref).said().flatMap(name -> find(kind, name)).orElse(item);
  }
}
