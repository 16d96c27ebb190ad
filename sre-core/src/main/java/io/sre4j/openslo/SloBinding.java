package io.sre4j.openslo;

import io.sre4j.slo.AlertPolicy;
import io.sre4j.slo.Budgeting;
import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Sli;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import io.sre4j.slo.TimeWindow;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Makes SLOs of this process of one OpenSLO object that follows the rules, or says why it is one
 * for the fleet.
 *
 * <p>An objective belongs to an SLI of the process if its metrics come from sources of type {@code
 * sre4j}, or if an annotation says so. What such an objective cannot say in process (a year's
 * window) makes the SLO one for the fleet; what is wrong in itself is an error.
 */
final class SloBinding {
  static final String SLI_ANNOTATION = "sre4j.io/sli";
  static final String UNIT_ANNOTATION = "sre4j.io/unit";
  static final String ALERTING_ANNOTATION = "sre4j.io/alerting";
  static final String OWNER_ANNOTATION = "sre4j.io/owner";
  static final String RUNBOOK_ANNOTATION = "sre4j.io/runbook";
  static final String SOURCE_TYPE = "sre4j";
  static final String SERVICE_LABEL = "service";
  static final String DEFAULT_ALERTING = "google";

  private static final String IN_PROCESS = "in_process";
  private static final BigDecimal DAY_SECONDS = BigDecimal.valueOf(86_400);
  private static final BigDecimal SUSPICIOUS_SECONDS = BigDecimal.valueOf(30);
  private static final BigDecimal ALL_BUT_NOTHING = new BigDecimal("0.999999999");
  private static final int MAX_NAME = 63;

  private final ObjectIndex index;
  private final Place slo;
  private final Place spec;
  private final String name;
  private final List<Place> objectives;
  private final boolean composite;
  private final List<String> reasons = new ArrayList<>();
  private boolean bound = true;

  SloBinding(ObjectIndex index, Place slo) {
    this.index = index;
    this.slo = slo;
    this.spec = slo.at("spec");
    this.name = slo.at("metadata").at("name").said().orElseThrow();
    this.objectives = spec.at("objectives").items();
    this.composite = SloRules.isComposite(objectives);
  }

  /** Adds what the object is to one of the two lists; nothing if it has an error. */
  void bind(List<Slo> slos, List<OpenSloDefinitions.FleetSlo> fleet) {
    int errors = slo.errorCount();
    List<Objective> promises = new ArrayList<>();
    List<Budgeting> budgetings = new ArrayList<>();
    for (Place objective : objectives) {
      promise(objective).ifPresent(promises::add);
      budgeting(objective).ifPresent(budgetings::add);
    }
    Optional<TimeWindow> window = window();
    if (composite && (Set.copyOf(budgetings).size() > 1 || timeslices(budgetings))) {
      reasons.add("a composite is counted in process by Occurrences or slices of one length");
    }
    if (objectives.isEmpty()) {
      reasons.add("it has no objectives");
    }
    AlertBinding.warn(index, slo, bound && reasons.isEmpty());
    if (slo.errorCount() > errors) {
      return;
    }
    if (reasons.isEmpty() && window.isPresent()) {
      build(promises, budgetings, window.get(), slos);
    } else {
      fleet.add(new OpenSloDefinitions.FleetSlo(name, reasons, index.inlined(slo)));
      if (bound) {
        slo.warn("fleet", "is not decided in this process", String.join("; ", reasons));
      }
    }
  }

  private static boolean timeslices(List<Budgeting> budgetings) {
    return budgetings.stream().anyMatch(Budgeting.Timeslices.class::isInstance);
  }

  // Indicators

  private Optional<Objective> promise(Place objective) {
    Place owner = composite ? objective : spec;
    Place inline = owner.at("indicator");
    Optional<Place> named = owner.at("indicatorRef").said().flatMap(this::sliNamed);
    Place metadata = named.orElse(inline).at("metadata");
    Place sli = named.orElse(inline).at("spec");
    Optional<Target> target = target(objective);
    Optional<String> sliName = sliName(owner, metadata, sli);
    if (target.isEmpty() || sliName.isEmpty()) {
      return Optional.empty();
    }
    BigDecimal weight = objective.at("compositeWeight").number().orElse(BigDecimal.ONE);
    BigDecimal factor = composite ? weight : BigDecimal.ONE;
    boolean latency =
        sli.isPresent() ? sli.at("thresholdMetric").isPresent() : objective.at("value").isPresent();
    if (!latency) {
      return Optional.of(new Objective(sliName.get(), Optional.empty(), target.get(), factor));
    }
    return threshold(objective, annotation(metadata, UNIT_ANNOTATION))
        .map(t -> new Objective(sliName.get(), Optional.of(t), target.get(), factor));
  }

  private Optional<Place> sliNamed(String sli) {
    return index.find(ObjectRules.SLI, sli);
  }

  private Place annotation(Place metadata, String key) {
    Place own = metadata.at("annotations").at(key);
    return own.isPresent() ? own : slo.at("metadata").at("annotations").at(key);
  }

  private Optional<String> sliName(Place owner, Place metadata, Place sli) {
    Place annotation = annotation(metadata, SLI_ANNOTATION);
    List<Place> sources = ObjectIndex.sourcesOf(sli);
    List<String> foreign = foreignTypes(sources);
    if (foreign.isEmpty() && !sources.isEmpty()) {
      checkSources(sli);
    }
    if (annotation.isPresent()) {
      return checkedSli(annotation);
    }
    Place indicatorName = metadata.at("name");
    if (!foreign.isEmpty() || sources.isEmpty()) {
      bound = false;
      reasons.add(
          sources.isEmpty()
              ? "an objective has no indicator"
              : "indicator '"
                  + indicatorName.said().orElse("")
                  + "' is measured by "
                  + String.join(", ", foreign));
      return Optional.empty();
    }
    return checkedSli(
        owner.at("indicatorRef").isPresent() ? owner.at("indicatorRef") : indicatorName);
  }

  private List<String> foreignTypes(List<Place> sources) {
    return sources.stream()
        .map(source -> index.typeOf(source).orElse("a source without type"))
        .filter(type -> !type.toLowerCase(Locale.ROOT).equals(SOURCE_TYPE))
        .distinct()
        .toList();
  }

  private static Optional<String> checkedSli(Place place) {
    return checked(place, place.said(), text -> Sli.events(text).name());
  }

  /** What a source of type sre4j may be asked for: the process counts outcomes and latencies. */
  private static void checkSources(Place sli) {
    Place ratio = sli.at("ratioMetric");
    ratio.at("raw").forbidden("the process counts events: write good and total");
    checkQuery(ratio.at("good"), "outcome", "good");
    checkQuery(ratio.at("bad"), "outcome", "bad");
    checkQuery(ratio.at("total"), "outcome", "all");
    checkQuery(sli.at("thresholdMetric"), "measure", "latency");
  }

  private static void checkQuery(Place metric, String field, String value) {
    Place query = metric.at("metricSource").at("spec");
    if (query.isPresent()) {
      query.only(field).at(field).required().oneOf(value);
    }
  }

  // Objectives

  private Optional<Target> target(Place objective) {
    Place share = objective.at("target");
    Place percent = objective.at("targetPercent");
    Place place = share.isPresent() ? share : percent;
    Optional<BigDecimal> ratio =
        share.isPresent() ? share.number() : percent.number().map(p -> p.movePointLeft(2));
    if (ratio.filter(r -> r.signum() == 0).isPresent()) {
      reasons.add("a target of 0 promises nothing");
      return Optional.empty();
    }
    return checked(place, ratio, Target::new);
  }

  private static Optional<Duration> threshold(Place objective, Place unit) {
    Place value = objective.at("value");
    Place op = objective.at("op");
    Optional<String> operator = op.required().oneOf("lte", "lt");
    Optional<String> unitName = unit.isPresent() ? unit.oneOf("s", "ms") : Optional.of("s");
    Optional<BigDecimal> number = value.required().number();
    if (operator.isEmpty() || unitName.isEmpty() || number.isEmpty()) {
      return Optional.empty();
    }
    BigDecimal seconds = unitName.get().equals("ms") ? number.get().movePointLeft(3) : number.get();
    if (seconds.signum() <= 0 || seconds.compareTo(DAY_SECONDS) > 0) {
      value.error(
          IN_PROCESS,
          number.get() + " " + unitName.get() + " is no latency",
          "a threshold is positive and at most a day, in seconds unless sre4j.io/unit says ms");
      return Optional.empty();
    }
    if (!unit.isPresent() && seconds.compareTo(SUSPICIOUS_SECONDS) >= 0) {
      value.warn(
          "unit",
          "is " + number.get() + " seconds",
          "if milliseconds are meant, add the annotation sre4j.io/unit: ms");
    }
    BigDecimal nanos = seconds.movePointRight(9);
    // Durations are whole nanoseconds, so 'below' has a greatest one, too.
    long longest =
        operator.get().equals("lte")
            ? nanos.setScale(0, RoundingMode.FLOOR).longValueExact()
            : nanos.setScale(0, RoundingMode.CEILING).longValueExact() - 1;
    return checked(value, Optional.of(Duration.ofNanos(longest)), SloBinding::positive);
  }

  private static Duration positive(Duration threshold) {
    return Objective.latency("any", threshold, new Target(ALL_BUT_NOTHING))
        .threshold()
        .orElseThrow();
  }

  private Optional<Budgeting> budgeting(Place objective) {
    String method = spec.at("budgetingMethod").said().orElse(SloRules.OCCURRENCES);
    if (method.equals(SloRules.OCCURRENCES)) {
      return Optional.of(Budgeting.occurrences());
    }
    Optional<Duration> slice =
        SloRules.slice(objective.at("timeSliceWindow")).map(s -> Duration.ofMinutes(s.minutes()));
    if (slice.filter(s -> s.compareTo(Duration.ofHours(1)) > 0).isPresent()) {
      reasons.add("slices in process last at most 1h");
      return Optional.empty();
    }
    if (method.equals(SloRules.RATIO_TIMESLICES)) {
      return slice.map(Budgeting::ratioTimeslices);
    }
    Place target = objective.at("timeSliceTarget");
    Optional<BigDecimal> share = target.number();
    if (share.filter(s -> s.compareTo(BigDecimal.ONE) == 0).isPresent()) {
      target.warn(
          "slice_target",
          "asks that every event is good",
          "in process " + ALL_BUT_NOTHING + " is used, the same below 1e9 events in a slice");
      share = Optional.of(ALL_BUT_NOTHING);
    }
    Optional<Target> checked = checked(target, share, Target::new);
    return slice.flatMap(s -> checked.map(t -> Budgeting.timeslices(s, t)));
  }

  // Window

  private Optional<TimeWindow> window() {
    List<Place> windows = spec.at("timeWindow").items();
    if (windows.isEmpty()) {
      return Optional.of(TimeWindow.rolling(Duration.ofDays(30)));
    }
    Place window = windows.get(0);
    Place.Shorthand length = window.at("duration").shorthand().orElseThrow();
    Optional<TimeWindow> result =
        window.at("isRolling").truth().orElse(false)
            ? SloRules.rolling(length)
            : SloRules.calendar(length, window.at("calendar"));
    if (result.isEmpty()) {
      reasons.add(
          "windows in process roll over 1h to 90d, or are a day, a week from Monday, a month, a"
              + " quarter or a year of the calendar from its first midnight; this is "
              + length.text());
    }
    return result;
  }

  // Building

  private void build(
      List<Objective> promises, List<Budgeting> budgetings, TimeWindow window, List<Slo> slos) {
    if (composite) {
      Slo.Builder builder = common(Slo.builder(name), budgetings.get(0), window);
      promises.forEach(builder::objective);
      add(builder, window, slos);
      return;
    }
    List<String> names = names();
    for (int i = 0; i < promises.size(); i++) {
      Slo.Builder builder = common(Slo.builder(names.get(i)), budgetings.get(i), window);
      add(builder.objective(promises.get(i)), window, slos);
    }
  }

  /**
   * One SLO for each objective: named after the object, and where there are several, after both.
   */
  private List<String> names() {
    if (objectives.size() == 1) {
      return List.of(name);
    }
    List<String> names = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (Place objective : objectives) {
      String title = objective.at("displayName").said().orElse("").toLowerCase(Locale.ROOT);
      String slug = title.replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
      String full = name + "." + slug;
      boolean usable = !slug.isEmpty() && full.length() <= MAX_NAME && taken.add(full);
      names.add(usable ? full : name + "." + (names.size() + 1));
    }
    return names;
  }

  private Slo.Builder common(Slo.Builder builder, Budgeting budgeting, TimeWindow window) {
    Place metadata = slo.at("metadata");
    Place annotations = metadata.at("annotations");
    Place labels = metadata.at("labels");
    for (String key : labels.keys()) {
      Place label = labels.at(key);
      String value =
          label.list() == null
              ? label.said().orElse("")
              : label.items().stream()
                  .map(item -> item.said().orElse(""))
                  .collect(Collectors.joining(","));
      builder.label(key, value);
    }
    spec.at("service").said().ifPresent(service -> builder.label(SERVICE_LABEL, service));
    spec.at("description").said().ifPresent(builder::description);
    annotations.at(OWNER_ANNOTATION).said().ifPresent(builder::owner);
    Place runbook = annotations.at(RUNBOOK_ANNOTATION);
    runbook.said().flatMap(text -> uri(runbook, text)).ifPresent(builder::runbook);
    return builder.budgeting(budgeting).window(window);
  }

  private static Optional<URI> uri(Place place, String text) {
    try {
      return Optional.of(new URI(text));
    } catch (URISyntaxException e) {
      place.error(
          IN_PROCESS, "'" + text + "' is no URI", "write one such as https://example.com/a");
      return Optional.empty();
    }
  }

  private void add(Slo.Builder builder, TimeWindow window, List<Slo> slos) {
    try {
      builder.alerting(AlertPolicy.none()).build();
    } catch (InvalidDefinitionException e) {
      slo.error(IN_PROCESS, e.path() + " = " + e.value(), e.remedy());
      return;
    }
    AlertBinding.preset(slo, window)
        .map(preset -> AlertBinding.working(builder, preset, slo))
        .ifPresent(policy -> slos.add(builder.alerting(policy).build()));
  }

  /** What the model makes of a value; an error with the model's words if it refuses it. */
  private static <A, B> Optional<B> checked(Place place, Optional<A> value, Function<A, B> model) {
    try {
      return value.map(model);
    } catch (InvalidDefinitionException e) {
      place.error(IN_PROCESS, e.value(), e.remedy());
      return Optional.empty();
    }
  }
}
