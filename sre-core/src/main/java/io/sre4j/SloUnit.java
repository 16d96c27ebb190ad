package io.sre4j;

import io.sre4j.alert.AlertEvaluator;
import io.sre4j.alert.AlertTransition;
import io.sre4j.budget.BurnDown;
import io.sre4j.budget.BurnRate;
import io.sre4j.budget.Detectability;
import io.sre4j.budget.ErrorBudget;
import io.sre4j.budget.ErrorBudget.Exhaustion;
import io.sre4j.budget.Forecast;
import io.sre4j.history.SloHistory;
import io.sre4j.history.SloHistory.ObjectiveHistory;
import io.sre4j.report.BurnRates;
import io.sre4j.report.SloStatus;
import io.sre4j.sli.BadEvent;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Slo;
import io.sre4j.time.Span;
import io.sre4j.timeline.Cause;
import io.sre4j.timeline.CauseTimeline;
import io.sre4j.timeline.EventCounts;
import io.sre4j.timeline.SloTimeline;
import io.sre4j.timeline.Timelines;
import io.sre4j.timeline.WindowCounts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One SLO at work: its timelines, its alerts, and what maintenance keeps out of them. */
final class SloUnit implements AlertEvaluator.Witness {
  final Slo slo;
  private final SliUnit[] slis;
  private final long[] thresholds;
  private final SloTimeline[] timelines;
  private Map<Maintenance, List<SloTimeline>> setAside = Map.of();
  private final AlertEvaluator alerts;
  private @Nullable LiveBurnRates live;
  // Never renewed; only to be copied.
  private @Nullable LiveBurnRates model;
  // Since it was added; what is set aside later stays, as a counter must not fall.
  private long good;
  private long bad;
  private long excluded;

  /**
   * An SLO that has counted nothing, or goes on from what another run has counted.
   *
   * @param slis one for each objective, in the SLO's order
   */
  SloUnit(
      Slo slo, List<SliUnit> slis, Timelines begun, Timekeeper time, Recollection recollection) {
    this.slo = slo;
    this.slis = slis.toArray(SliUnit[]::new);
    this.thresholds = slo.objectives().stream().mapToLong(SliUnit::thresholdOf).toArray();
    this.timelines = new SloTimeline[thresholds.length];
    Recollection.Kept kept = recollection.claim(slo, measures());
    long end = time.end();
    Instant now = time.asOf();
    Arrays.setAll(
        timelines,
        i -> {
          ObjectiveHistory before = kept.objective(i);
          return before == null
              ? begun.begin(slo, end, now)
              : begun.resume(slo, before.timeline(), end, now);
        });
    this.alerts = new AlertEvaluator(slo, List.of(timelines), this, now);
    alerts.resume(kept.alerts());
    for (int i = 0; i < timelines.length; i++) {
      ObjectiveHistory before = kept.objective(i);
      if (before != null) {
        alerts.resumeCourse(i, before.course());
      }
    }
  }

  /** A copy of all that the next run may go on from. */
  SloHistory history() {
    List<String> measures = measures();
    List<ObjectiveHistory> objectives = new ArrayList<>();
    for (int i = 0; i < timelines.length; i++) {
      objectives.add(
          new ObjectiveHistory(
              slis[i].name,
              measures.get(i),
              slo.objectives().get(i).target().ratio().toPlainString(),
              timelines[i].history(),
              alerts.courseHistory(i)));
    }
    return new SloHistory(
        slo.name(),
        slo.window().text(),
        slo.budgeting().toString(),
        slo.labels(),
        objectives,
        alerts.history());
  }

  /** How each objective tells good from bad. */
  private List<String> measures() {
    return IntStream.range(0, slis.length)
        .mapToObj(i -> slis[i].measure(slo.objectives().get(i)))
        .toList();
  }

  /** Takes over what the SLIs counted in this tick. */
  List<AlertTransition> tick(Span span) {
    Maintenance running = setAside.isEmpty() ? null : running(span);
    for (int i = 0; i < timelines.length; i++) {
      SliUnit sli = slis[i];
      if (sli.isMeasured()) {
        long good = sli.goodOf(thresholds[i]);
        long bad = sli.badOf(thresholds[i]);
        boolean counts = running == null;
        timelines[i].tick(span, counts ? good : 0, counts ? bad : 0, sli.excludedOf());
        count(counts, good, bad, sli.excludedOf());
        tickAside(i, span, running, good, bad);
      } else {
        timelines[i].tickUnmeasured(span);
        tickAside(i, span, null, 0, 0);
      }
    }
    if (live != null) {
      live.update(span.at());
    }
    return alerts.tick(span);
  }

  private void count(boolean counts, long goods, long bads, long excludes) {
    if (goods + bads + excludes > 0) {
      good += counts ? goods : 0;
      bad += counts ? bads : 0;
      excluded += counts ? excludes : excludes + goods + bads;
    }
  }

  /** The burn rates that every tick renews; only from now on it has to. */
  BurnRates burnRates(Instant asOf) {
    LiveBurnRates asked = live;
    if (asked == null) {
      asked = new LiveBurnRates(slo, List.of(timelines), asOf);
      live = asked;
    }
    return asked;
  }

  /** The burn rates as they stand, which nobody renews. */
  BurnRates burnRatesNow(Instant asOf) {
    LiveBurnRates known = model;
    if (known == null) {
      known = new LiveBurnRates(slo, List.of(timelines), asOf);
      model = known;
    }
    return known.copy(asOf);
  }

  /** Ends its alerts, lets go of its timelines, and says so to who reads its burn rates. */
  List<AlertTransition> end(Timelines begun, Instant asOf) {
    List<AlertTransition> ends = alerts.end(asOf, "is watched no more: the SLO was removed");
    letGo(begun);
    return ends;
  }

  /** Takes the place of another, whose history it has; counters go on, as they must not fall. */
  void goOnFrom(SloUnit before, Timelines begun) {
    good = before.good;
    bad = before.bad;
    excluded = before.excluded;
    before.letGo(begun);
  }

  private void letGo(Timelines begun) {
    for (SloTimeline timeline : timelines) {
      begun.end(timeline);
    }
    if (live != null) {
      live.end();
    }
  }

  private void tickAside(int i, Span span, @Nullable Maintenance running, long good, long bad) {
    if (!setAside.isEmpty()) {
      setAside.forEach((maintenance, kept) -> {
        boolean takes = maintenance == running;
        kept.get(i).tick(span, takes ? good : 0, takes ? bad : 0, 0);
      });
    }
  }

  private @Nullable Maintenance running(Span span) {
    Instant mid = span.at().minusNanos(span.end() - span.mid());
    for (Maintenance maintenance : setAside.keySet()) {
      if (maintenance.covers(mid)) {
        return maintenance;
      }
    }
    return null;
  }

  /** The first instant whose events can still be set aside, see {@link Span#end()}. */
  long reach() {
    return Stream.of(timelines).mapToLong(SloTimeline::reach).max().orElse(Long.MAX_VALUE);
  }

  /** Keeps the events of a maintenance out, those already counted included. */
  void setAside(Maintenance maintenance, long from, long to) {
    List<SloTimeline> kept = new ArrayList<>();
    for (SloTimeline timeline : timelines) {
      SloTimeline copy = timeline.emptyCopy();
      if (from < to) {
        timeline.moveTo(copy, from, to);
      }
      kept.add(copy);
    }
    setAside = new LinkedHashMap<>(setAside);
    setAside.put(maintenance, kept);
  }

  /** Counts the events of a maintenance after all. */
  void takeBack(Maintenance maintenance) {
    List<SloTimeline> kept = setAside.get(maintenance);
    forget(maintenance);
    for (int i = 0; kept != null && i < kept.size(); i++) {
      timelines[i].takeBack(kept.get(i));
    }
  }

  /** Lets go of a maintenance that can no longer be revoked. */
  void forget(Maintenance maintenance) {
    Map<Maintenance, List<SloTimeline>> others = new LinkedHashMap<>(setAside);
    others.remove(maintenance);
    setAside = others.isEmpty() ? Map.of() : others;
  }

  SloStatus status(Instant asOf) {
    WindowCounts period = period();
    return new SloStatus(
        slo,
        asOf,
        events(),
        new EventCounts(good, bad, excluded),
        periodRatio(),
        period.state(),
        budget(period),
        statusRates(),
        alerts.status(),
        causes(),
        lastBad(),
        detectability());
  }

  BurnDown burnDown(Instant asOf) {
    return BurnDown.of(slo, List.of(timelines), asOf);
  }

  @Override
  public List<Cause> causes() {
    Map<List<Object>, Cause> byKey = new HashMap<>();
    for (CauseTimeline timeline : distinctCauses()) {
      for (Cause cause : timeline.read()) {
        byKey.merge(List.of(cause.dimension(), cause.key()), cause, Cause::plus);
      }
    }
    return byKey.values().stream().sorted(Cause.MOST_FREQUENT).toList();
  }

  @Override
  public List<BadEvent> lastBad() {
    List<BadEvent> events = new ArrayList<>();
    for (CauseTimeline timeline : distinctCauses()) {
      events.addAll(timeline.log().lastBad());
    }
    events.sort(Comparator.comparing(BadEvent::at).reversed());
    return List.copyOf(events.subList(0, Math.min(64, events.size())));
  }

  @Override
  public Optional<Exhaustion> exhaustion() {
    return budget(period()).exhaustion();
  }

  private Set<CauseTimeline> distinctCauses() {
    Set<CauseTimeline> distinct = new LinkedHashSet<>();
    for (int i = 0; i < slis.length; i++) {
      distinct.addAll(slis[i].causesOf(slo.objectives().get(i)));
    }
    return distinct;
  }

  private EventCounts events() {
    EventCounts sum = new EventCounts(0, 0, 0);
    for (SloTimeline timeline : timelines) {
      sum = sum.plus(timeline.events());
    }
    for (List<SloTimeline> kept : setAside.values()) {
      for (SloTimeline timeline : kept) {
        EventCounts aside = timeline.events();
        sum = sum.plus(new EventCounts(0, 0, aside.good() + aside.bad()));
      }
    }
    return sum;
  }

  /** The period of the objective that burned most: for a single objective, its own. */
  private WindowCounts period() {
    return Stream.of(timelines)
        .map(SloTimeline::period)
        .max(Comparator.comparingDouble(counts -> counts.errorRatio().orElse(-1)))
        .orElseThrow();
  }

  private OptionalDouble periodRatio() {
    long good = Stream.of(timelines).mapToLong(t -> t.period().good()).sum();
    long bad = Stream.of(timelines).mapToLong(t -> t.period().bad()).sum();
    return good + bad == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) good / (good + bad));
  }

  private ErrorBudget budget(WindowCounts period) {
    OptionalDouble burn = burn(Stream.of(timelines).map(SloTimeline::period).toList());
    double measured = period.coverage() * period.window().toSeconds();
    double share = measured / slo.window().nominalLength().toSeconds();
    double left = 1 - burn.orElse(0) * Math.min(1, share);
    int pace = timelines[0].indexOf(SloTimeline.PACE);
    OptionalDouble paceBurn = burn(Stream.of(timelines).map(t -> t.counts(pace)).toList());
    double bad = Stream.of(timelines).mapToDouble(t -> (double) t.bad(pace) / t.unit()).sum();
    return ErrorBudget.of(
        burn,
        period.coverage(),
        share,
        Forecast.exhaustion(
            left, slo.window().nominalLength(), paceBurn.orElse(0), bad / alerts.dispersion()));
  }

  private List<BurnRate> statusRates() {
    List<BurnRate> rates = new ArrayList<>();
    for (int index : LiveBurnRates.indexes(slo, timelines[0])) {
      rates.add(burnRate(Stream.of(timelines).map(t -> t.counts(index)).toList()));
    }
    return rates;
  }

  private BurnRate burnRate(List<WindowCounts> counts) {
    WindowCounts worst =
        counts.stream()
            .max(Comparator.comparingDouble(c -> c.errorRatio().orElse(-1)))
            .orElseThrow();
    return new BurnRate(worst, burn(counts));
  }

  private OptionalDouble burn(List<WindowCounts> counts) {
    double sum = 0;
    boolean any = false;
    for (int i = 0; i < counts.size(); i++) {
      Objective objective = slo.objectives().get(i);
      OptionalDouble burn = BurnRate.of(counts.get(i), objective.target()).value();
      any |= burn.isPresent();
      sum += burn.orElse(0) * objective.weight().doubleValue();
    }
    return any ? OptionalDouble.of(sum) : OptionalDouble.empty();
  }

  /** With the traffic of the last hour. */
  Detectability detectability() {
    int pace = timelines[0].indexOf(SloTimeline.PACE);
    double perHour = 0;
    double expectedBad = 0;
    for (int i = 0; i < timelines.length; i++) {
      SloTimeline timeline = timelines[i];
      WindowCounts hour = timeline.counts(pace);
      double units = hour.coverage() == 0 ? 0 : hour.total() / hour.coverage() / timeline.unit();
      perHour += units;
      expectedBad += units * slo.objectives().get(i).target().errorBudget().doubleValue();
    }
    return Detectability.of(slo, perHour, expectedBad, alerts.dispersion());
  }
}
