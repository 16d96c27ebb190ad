package io.sre4j.openslo;

import io.sre4j.openslo.OpenSloDefinitions.Alerting;
import io.sre4j.openslo.OpenSloDefinitions.Definition;
import io.sre4j.openslo.OpenSloDefinitions.Scope;
import io.sre4j.slo.AlertPolicy;
import io.sre4j.slo.Budgeting;
import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.slo.Objective;
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
import java.util.stream.Collectors;

/**
 * Makes a definition of one OpenSLO object that follows the rules, and says who can decide it.
 *
 * <p>What an indicator of the process promises and this process cannot decide (a year that rolls)
 * makes the SLO one for the fleet; what is wrong in itself is an error.
 */
final class SloBinding {
  static final String SLI_ANNOTATION = "sre4j.io/sli";
  static final String ROUTES_ANNOTATION = "sre4j.io/routes";
  static final String UNIT_ANNOTATION = "sre4j.io/unit";
  static final String ALERTING_ANNOTATION = "sre4j.io/alerting";
  static final String OWNER_ANNOTATION = "sre4j.io/owner";
  static final String RUNBOOK_ANNOTATION = "sre4j.io/runbook";
  static final String SOURCE_TYPE = "sre4j";
  static final String SERVICE_LABEL = "service";

  private static final String IN_PROCESS = "in_process";
  private static final BigDecimal DAY_NANOS = BigDecimal.valueOf(86_400_000_000_000L);
  private static final BigDecimal SUSPICIOUS_SECONDS = BigDecimal.valueOf(30);
  private static final BigDecimal ALL_BUT_NOTHING = new BigDecimal("0.999999999");
  private static final int MAX_DECIMALS = 9;
  private static final int MAX_NAME = 63;
  private static final int MAX_LABELS = 16;

  private final ObjectIndex index;
  private final Place slo;
  private final Place spec;
  private final String name;
  private final List<Place> objectives;
  private final boolean composite;
  private final List<IndicatorBinding.Bound> indicators;
  private final List<String> foreign;
  private final List<String> limits = new ArrayList<>();

  SloBinding(ObjectIndex index, Place slo) {
    this.index = index;
    this.slo = slo;
    this.spec = slo.at("spec");
    this.name = slo.at("metadata").at("name").said().orElseThrow();
    this.objectives = spec.at("objectives").items();
    this.composite = SloRules.isComposite(objectives);
    IndicatorBinding binding = new IndicatorBinding(index, slo);
    this.indicators = objectives.stream().map(o -> binding.bind(o, composite ? o : spec)).toList();
    this.foreign = indicators.stream().flatMap(i -> i.foreign().stream()).distinct().toList();
  }

  /** The definition; empty, with an error reported, if there can be none. */
  Optional<Definition> definition() {
    int errors = slo.errorCount();
    Optional<URI> runbook = runbook();
    List<Slo> slos = slos(runbook);
    List<String> reasons = new ArrayList<>(foreign);
    reasons.addAll(limits);
    Scope scope = reasons.isEmpty() ? Scope.INSTANCE : Scope.FLEET;
    AlertBinding.warn(index, slo, scope == Scope.INSTANCE);
    if (slo.errorCount() > errors) {
      return Optional.empty();
    }
    if (foreign.isEmpty() && scope == Scope.FLEET) {
      slo.warn("fleet", "is not decided in this process", String.join("; ", reasons));
    }
    return Optional.of(
        new Definition(
            name,
            spec.at("service").said().orElse(""),
            scope,
            reasons,
            slos,
            indicators.stream().map(IndicatorBinding.Bound::indicator).toList(),
            new Alerting(owner(), runbook, AlertBinding.policies(index, slo)),
            slo.source(ObjectRules.SLO)));
  }

  private List<Slo> slos(Optional<URI> runbook) {
    List<Objective> promises = new ArrayList<>();
    List<Budgeting> budgetings = new ArrayList<>();
    for (int i = 0; i < objectives.size(); i++) {
      promise(objectives.get(i), indicators.get(i)).ifPresent(promises::add);
      budgeting(objectives.get(i)).ifPresent(budgetings::add);
    }
    if (composite && (Set.copyOf(budgetings).size() > 1 || timeslices(budgetings))) {
      limits.add("a composite is counted in process by Occurrences or slices of one length");
    }
    if (objectives.isEmpty()) {
      limits.add("it has no objectives");
    }
    Optional<TimeWindow> window = window();
    Optional<AlertPolicy> preset = AlertBinding.preset(slo, window);
    boolean complete = promises.size() == objectives.size() && preset.isPresent();
    return complete && limits.isEmpty()
        ? build(promises, budgetings, window.orElseThrow(), preset.get(), runbook)
        : List.of();
  }

  private static boolean timeslices(List<Budgeting> budgetings) {
    return budgetings.stream().anyMatch(Budgeting.Timeslices.class::isInstance);
  }

  // Objectives

  /**
   * What is promised; empty where it cannot be said, with an error if the process is to keep it.
   */
  private Optional<Objective> promise(Place objective, IndicatorBinding.Bound bound) {
    Optional<Target> target = target(objective);
    BigDecimal number = objective.at("compositeWeight").number().orElse(BigDecimal.ONE);
    BigDecimal weight = composite ? number : BigDecimal.ONE;
    String sli = bound.indicator().sli();
    if (!bound.latency()) {
      return target.map(t -> new Objective(sli, Optional.empty(), t, weight));
    }
    if (!foreign.isEmpty()) {
      return Optional.empty(); // Nobody knows here whether it is a latency at all.
    }
    Optional<Duration> threshold = threshold(objective, bound.unit());
    return target.flatMap(
        t -> threshold.map(limit -> new Objective(sli, Optional.of(limit), t, weight)));
  }

  private Optional<Target> target(Place objective) {
    Place share = objective.at("target");
    Place percent = objective.at("targetPercent");
    Place place = share.isPresent() ? share : percent;
    Optional<BigDecimal> ratio =
        share.isPresent() ? share.number() : percent.number().map(p -> p.movePointLeft(2));
    if (ratio.filter(r -> r.signum() == 0).isPresent()) {
      limits.add("a target of 0 promises nothing");
      return Optional.empty();
    }
    return ratio.flatMap(r -> exact(place, r));
  }

  /** A share between 0 and 1; an error if the process is to keep it and cannot count so finely. */
  private Optional<Target> exact(Place place, BigDecimal share) {
    if (share.stripTrailingZeros().scale() <= MAX_DECIMALS) {
      return Optional.of(new Target(share));
    }
    if (foreign.isEmpty()) {
      String problem = share.toPlainString() + " has more than nine decimals";
      place.error(IN_PROCESS, problem, "round it: no count can tell them apart");
    }
    return Optional.empty();
  }

  private Optional<Duration> threshold(Place objective, Place unit) {
    Place value = objective.at("value");
    Place op = objective.at("op");
    Optional<String> operator = op.required().said();
    if (operator.filter(o -> o.startsWith("gt")).isPresent()) {
      String remedy = "write lte or lt: a latency is good up to a threshold";
      op.error(IN_PROCESS, "'" + operator.get() + "' wants events to be slow", remedy);
      return Optional.empty();
    }
    Optional<String> unitName = unit.isPresent() ? unit.oneOf("s", "ms") : Optional.of("s");
    Optional<BigDecimal> number = value.required().number();
    if (operator.isEmpty() || unitName.isEmpty() || number.isEmpty()) {
      return Optional.empty();
    }
    BigDecimal seconds = unitName.get().equals("ms") ? number.get().movePointLeft(3) : number.get();
    if (!unit.isPresent() && seconds.compareTo(SUSPICIOUS_SECONDS) >= 0) {
      value.warn(
          "unit",
          "is " + number.get() + " seconds",
          "if milliseconds are meant, add the annotation sre4j.io/unit: ms");
    }
    BigDecimal nanos = seconds.movePointRight(9);
    // Durations are whole nanoseconds, so 'below' has a greatest one, too.
    BigDecimal longest =
        operator.get().equals("lte")
            ? nanos.setScale(0, RoundingMode.FLOOR)
            : nanos.setScale(0, RoundingMode.CEILING).subtract(BigDecimal.ONE);
    if (longest.signum() <= 0 || longest.compareTo(DAY_NANOS) > 0) {
      value.error(
          IN_PROCESS,
          number.get() + " " + unitName.get() + " is no latency",
          "a threshold lasts from a nanosecond to a day, in seconds unless sre4j.io/unit says ms");
      return Optional.empty();
    }
    return Optional.of(Duration.ofNanos(longest.longValueExact()));
  }

  private Optional<Budgeting> budgeting(Place objective) {
    String method = spec.at("budgetingMethod").said().orElse(SloRules.OCCURRENCES);
    if (method.equals(SloRules.OCCURRENCES)) {
      return Optional.of(Budgeting.occurrences());
    }
    Optional<Duration> slice =
        SloRules.slice(objective.at("timeSliceWindow")).map(Place.Shorthand::duration);
    if (slice.filter(s -> s.compareTo(Duration.ofHours(1)) > 0).isPresent()) {
      limits.add("slices in process last at most 1h");
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
    Optional<Target> exact = share.flatMap(s -> exact(target, s));
    return slice.flatMap(s -> exact.map(t -> Budgeting.timeslices(s, t)));
  }

  // Window

  private Optional<TimeWindow> window() {
    List<Place> windows = spec.at("timeWindow").items();
    if (windows.isEmpty()) {
      return Optional.of(TimeWindow.rolling(Duration.ofDays(30)));
    }
    Place window = windows.get(0);
    Place.Shorthand length = window.at("duration").shorthand().orElseThrow();
    boolean rolling = window.at("isRolling").truth().orElse(false);
    Optional<TimeWindow> result =
        rolling ? SloRules.rolling(length) : SloRules.calendar(length, window.at("calendar"));
    if (result.isEmpty()) {
      limits.add(
          rolling
              ? "a window in process rolls over 1h to 90d, not over " + length.text()
              : "a window in process is a day, a week from Monday, a month, a quarter or a year of"
                  + " the calendar from its first midnight, not this "
                  + length.text());
    }
    return result;
  }

  // Building

  private List<Slo> build(
      List<Objective> promises,
      List<Budgeting> budgetings,
      TimeWindow window,
      AlertPolicy preset,
      Optional<URI> runbook) {
    List<String> names = composite ? List.of(name) : names();
    List<Slo> slos = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      Slo.Builder builder = Slo.builder(names.get(i)).budgeting(budgetings.get(i)).window(window);
      describe(builder);
      runbook.ifPresent(builder::runbook);
      (composite ? promises : promises.subList(i, i + 1)).forEach(builder::objective);
      try {
        builder.alerting(AlertPolicy.none()).build();
      } catch (InvalidDefinitionException e) {
        slo.error(IN_PROCESS, e.path() + " = " + e.value(), e.remedy());
        continue;
      }
      slos.add(builder.alerting(AlertBinding.working(builder, preset, slo)).build());
    }
    return slos;
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
      String unique = usable ? full : name + "." + (names.size() + 1);
      index
          .find(ObjectRules.SLO, unique)
          .ifPresent(other -> ObjectIndex.duplicate(objective, unique, other));
      names.add(unique);
    }
    return names;
  }

  private void describe(Slo.Builder builder) {
    Place labels = slo.at("metadata").at("labels");
    int count = 1;
    for (String key : labels.keys()) {
      Place label = labels.at(key);
      if (++count > MAX_LABELS) {
        String problem = "is left out: an SLO in process has " + MAX_LABELS + " labels";
        label.warn("left_out", problem, "its service is one of them; remove what nobody uses");
        continue;
      }
      boolean list = label.list() != null;
      List<Place> values = list ? label.items() : List.of(label);
      builder.label(
          key, values.stream().map(v -> v.said().orElse("")).collect(Collectors.joining(",")));
    }
    spec.at("service").said().ifPresent(service -> builder.label(SERVICE_LABEL, service));
    spec.at("description").said().ifPresent(builder::description);
    owner().ifPresent(builder::owner);
  }

  private Optional<String> owner() {
    return slo.at("metadata").at("annotations").at(OWNER_ANNOTATION).said();
  }

  private Optional<URI> runbook() {
    Place runbook = slo.at("metadata").at("annotations").at(RUNBOOK_ANNOTATION);
    try {
      return runbook.said().isPresent()
          ? Optional.of(new URI(runbook.said().get()))
          : Optional.empty();
    } catch (URISyntaxException e) {
      String remedy = "write one such as https://example.com/runbook";
      runbook.error(IN_PROCESS, "'" + runbook.said().orElse("") + "' is no URI", remedy);
      return Optional.empty();
    }
  }
}
