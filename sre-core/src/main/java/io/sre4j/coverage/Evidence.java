package io.sre4j.coverage;

import io.sre4j.coverage.report.CoverageReport.State;
import io.sre4j.coverage.report.RouteCoverage;
import io.sre4j.coverage.timeline.ExportTimeline;
import io.sre4j.coverage.timeline.RouteTimeline;
import io.sre4j.coverage.timeline.SpanTimeline;
import io.sre4j.coverage.timeline.TallyTimeline;
import io.sre4j.facts.Facts;
import io.sre4j.facts.PageFacts;
import io.sre4j.facts.RouteFacts;
import io.sre4j.facts.TraceCounts;
import io.sre4j.finding.Defect;
import io.sre4j.finding.Hook;
import io.sre4j.signal.RouteCounter;
import io.sre4j.signal.SignalDrain;
import io.sre4j.signal.SpanCounts;
import io.sre4j.signal.TraceState;
import io.sre4j.slo.Slo;
import io.sre4j.time.Tick;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Takes in signals over an hour, and makes facts of them. Not thread-safe. */
final class Evidence {
  private static final int STATES = TraceState.values().length;

  private final CoverageSettings settings;
  private final SignalDrain drain;
  private final Asked asked;
  private final @Nullable CoverageSlo slo;
  private final RouteTimeline routes;
  private final TallyTimeline tallies;
  private final SpanTimeline spans;
  private final ExportTimeline exports;
  private boolean hasEvents;
  private boolean isWarm;
  private long firstEvent;

  Evidence(CoverageSettings settings, SignalDrain drain, @Nullable CoverageSlo slo, Tick now) {
    this.settings = settings;
    this.drain = drain;
    this.asked = new Asked(drain);
    this.slo = slo;
    this.routes = new RouteTimeline(now.nanos());
    this.tallies = new TallyTimeline(now.nanos());
    this.spans = new SpanTimeline(now.nanos());
    this.exports = new ExportTimeline(now.nanos());
  }

  /** Whether the warm-up is over. */
  boolean isWarm() {
    return isWarm;
  }

  /** Whether something was seen, and the warm-up is not over. */
  boolean isWarmingUp() {
    return hasEvents && !isWarm;
  }

  /** Takes in what was counted since the last time; to be done each second. */
  void collect(Tick now) {
    long nanos = now.nanos();
    routes.advance(nanos);
    tallies.advance(nanos);
    spans.advance(nanos);
    drain.collect(now.at());
    drain.routes((route, growth) -> add(route, growth, nanos));
    drain.defects((defect, subject, inspected, found) -> {
      tallies.add(defect, subject, inspected, found);
      noteEvents(inspected, nanos);
    });
    SpanCounts.Growth growth = drain.spans();
    spans.add(growth);
    noteEvents(growth.started(), nanos);
    if (!isWarm && isWarm(nanos)) {
      isWarm = true;
      forgetWarmUp(nanos);
    }
  }

  private void add(RouteCounter route, int[] growth, long nanos) {
    routes.add(route, growth);
    long events = IntStream.of(growth).limit(STATES).asLongStream().sum();
    noteEvents(events, nanos);
    if (events > 0 && slo != null && isWarm(nanos) && !settings.leavesOut(route.route())) {
      long uncovered =
          (long) growth[TraceState.UNOBSERVED.ordinal()] + growth[TraceState.UNTRACED.ordinal()];
      slo.count(route.route(), events - uncovered, uncovered);
    }
  }

  private void noteEvents(long events, long nanos) {
    if (events > 0 && !hasEvents) {
      hasEvents = true;
      firstEvent = nanos;
    }
  }

  private boolean isWarm(long nanos) {
    return hasEvents && nanos - firstEvent >= settings.warmUp().toNanos();
  }

  private void forgetWarmUp(long nanos) {
    if (!settings.warmUp().isZero()) {
      routes.forget(nanos);
      tallies.forget(nanos);
      spans.forget(nanos);
      exports.forget(nanos);
      drain.forgotten();
    }
  }

  /** Each route that is known, by name. */
  List<RouteCoverage> routes() {
    List<RouteCoverage> known = new ArrayList<>();
    routes.read((route, counts) ->
        known.add(
            new RouteCoverage(
                route.route(),
                route.slis(),
                state(counts.recent()),
                !settings.leavesOut(route.route()),
                counts.recent(),
                counts.total())));
    known.sort(Comparator.comparing(RouteCoverage::route));
    return known;
  }

  State state(TraceCounts counts) {
    if (counts.served() == 0) {
      return State.NO_TRAFFIC;
    }
    return counts.coverage().high() < target() ? State.UNTRACED : State.COVERED;
  }

  /** What rules may know now. */
  Facts facts(Tick now, List<Slo> slos, List<RouteCoverage> routes) {
    List<RouteFacts> judged =
        routes.stream()
            .filter(RouteCoverage::isJudged)
            .map(route -> new RouteFacts(route.route(), route.slis(), route.recent()))
            .toList();
    asked.each(drain.exports(), (name, reading) -> exports.add(name, reading, now.nanos()));
    Duration observed = this.routes.observed(now.nanos());
    return new Facts(
        observed,
        target(),
        hooks(),
        judged,
        pages(slos, judged, observed),
        tallies.tallies(this::isLeftOut),
        settings.hasInternalRoutes(),
        spans.facts(drain, asked.open()),
        exports.facts(),
        asked.host());
  }

  private boolean isLeftOut(Defect defect, String subject) {
    boolean isEdge = defect.isOfRoutes() && settings.leavesOut(subject);
    boolean isOpen =
        defect == Defect.INTERNAL_ROOT
            && settings.hasInternalRoutes()
            && !settings.isInternal(subject);
    return isEdge || isOpen || settings.allows(defect.rule(), subject);
  }

  private Set<Hook> hooks() {
    Set<Hook> attached = EnumSet.allOf(Hook.class);
    attached.removeIf(hook -> !drain.signals().isAttached(hook));
    return attached;
  }

  private double target() {
    return settings.target().ratio().doubleValue();
  }

  private static List<PageFacts> pages(List<Slo> slos, List<RouteFacts> routes, Duration observed) {
    List<PageFacts> pages = new ArrayList<>();
    for (Slo promise : slos) {
      String sli = promise.objectives().get(0).sli();
      List<RouteFacts> its = routes.stream().filter(r -> r.slis().contains(sli)).toList();
      if (!its.isEmpty() && !observed.isZero()) {
        double hours = observed.toNanos() / (double) Duration.ofHours(1).toNanos();
        FirstPage.of(promise, Facts.sum(its).observed() / hours).ifPresent(pages::add);
      }
    }
    return pages;
  }
}
