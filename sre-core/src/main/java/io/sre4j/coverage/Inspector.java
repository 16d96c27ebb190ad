package io.sre4j.coverage;

import io.sre4j.coverage.report.CoverageReport.State;
import io.sre4j.coverage.report.CoverageReport;
import io.sre4j.coverage.report.RouteCoverage;
import io.sre4j.coverage.report.SliCoverage;
import io.sre4j.facts.Facts;
import io.sre4j.facts.PageFacts;
import io.sre4j.facts.RouteFacts;
import io.sre4j.facts.TraceCounts;
import io.sre4j.finding.Finding;
import io.sre4j.finding.Hook;
import io.sre4j.finding.RuleText;
import io.sre4j.finding.Verdict;
import io.sre4j.rule.Rule;
import io.sre4j.rule.serving.ServingRules;
import io.sre4j.signal.RouteCounter;
import io.sre4j.signal.SignalDrain;
import io.sre4j.signal.TraceState;
import io.sre4j.slo.Slo;
import io.sre4j.time.Tick;
import java.lang.System.Logger.Level;
import java.lang.System.Logger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Takes in signals, makes facts of them, and asks the rules. Not thread-safe. */
final class Inspector {
  private static final Logger LOG = System.getLogger(Coverage.class.getName());
  private static final List<Rule> RULES = ServingRules.all();

  private final CoverageSettings settings;
  private final List<Rule> rules;
  private final SignalDrain drain;
  private final RouteTimeline timeline;
  private final @Nullable CoverageSlo slo;
  private final Set<String> failed = new HashSet<>();
  private boolean hasEvents;
  private boolean isWarm;
  private long firstEvent;

  Inspector(CoverageSettings settings, SignalDrain drain, @Nullable CoverageSlo slo, Tick now) {
    this(settings, RULES, drain, slo, now);
  }

  Inspector(
      CoverageSettings settings,
      List<Rule> rules,
      SignalDrain drain,
      @Nullable CoverageSlo slo,
      Tick now) {
    this.settings = settings;
    this.rules = rules;
    this.drain = drain;
    this.slo = slo;
    this.timeline = new RouteTimeline(now.nanos());
  }

  static boolean knows(String rule) {
    return ids().contains(rule);
  }

  static List<String> ids() {
    return texts().stream().map(RuleText::id).toList();
  }

  /** What each rule says about itself, by number. */
  static List<RuleText> texts() {
    return RULES.stream().map(Rule::text).toList();
  }

  /** Takes in what was counted since the last time; to be done each second. */
  void collect(Tick now) {
    timeline.advance(now.nanos());
    drain.collect(now.at());
    drain.routes((route, growth) -> add(route, growth, now.nanos()));
    if (!isWarm && isWarm(now.nanos())) {
      isWarm = true;
      if (!settings.warmUp().isZero()) {
        timeline.forget(now.nanos());
      }
    }
  }

  private void add(RouteCounter route, int[] growth, long nanos) {
    timeline.add(route, growth);
    long events = IntStream.of(growth).asLongStream().sum();
    if (events == 0) {
      return;
    }
    if (!hasEvents) {
      hasEvents = true;
      firstEvent = nanos;
    }
    if (slo != null && isWarm(nanos) && !settings.leavesOut(route.route())) {
      long uncovered =
          (long) growth[TraceState.UNOBSERVED.ordinal()] + growth[TraceState.UNTRACED.ordinal()];
      slo.count(route.route(), events - uncovered, uncovered);
    }
  }

  private boolean isWarm(long nanos) {
    return hasEvents && nanos - firstEvent >= settings.warmUp().toNanos();
  }

  /**
   * Judges what was taken in.
   *
   * @param slos those of the engine
   */
  CoverageReport judge(Tick now, List<Slo> slos) {
    List<RouteCoverage> routes = routes();
    List<RouteFacts> judged =
        routes.stream()
            .filter(RouteCoverage::isJudged)
            .map(route -> new RouteFacts(route.route(), route.slis(), route.recent()))
            .toList();
    Duration observed = timeline.observed(now.nanos());
    Facts facts = new Facts(observed, target(), hooks(), judged, pages(slos, judged, observed));
    List<Verdict> verdicts = rules.stream().map(rule -> judge(rule, facts)).toList();
    return new CoverageReport(now.at(), isWarm, slis(slos, routes), routes, verdicts);
  }

  private Verdict judge(Rule rule, Facts facts) {
    RuleText text = rule.text();
    if (!facts.hooks().contains(text.needs())) {
      return Verdict.notAssessable(text, text.needs().missing());
    }
    if (hasEvents && !isWarm) {
      return Verdict.notAssessable(text, "warming up");
    }
    try {
      return withoutAllowed(rule.judge(facts));
    } catch (Throwable thrown) {
      if (failed.add(text.id())) {
        LOG.log(Level.WARNING, "rule " + text.id() + " failed; logged once", thrown);
      }
      return Verdict.notAssessable(text, "the rule failed, see the log");
    }
  }

  private Verdict withoutAllowed(Verdict verdict) {
    String rule = verdict.rule().id();
    List<Finding> left =
        verdict.findings().stream()
            .filter(finding -> !settings.allows(rule, finding.subject()))
            .toList();
    int allowed = verdict.findings().size() - left.size();
    if (allowed == 0) {
      return verdict;
    }
    String reason = verdict.reason() + "; " + allowed + " of these are allowed";
    return left.isEmpty()
        ? Verdict.pass(verdict.rule(), reason, verdict.share())
        : Verdict.fail(verdict.rule(), reason, verdict.share(), left);
  }

  private Set<Hook> hooks() {
    Set<Hook> attached = EnumSet.allOf(Hook.class);
    attached.removeIf(hook -> !drain.signals().isAttached(hook));
    return attached;
  }

  private List<RouteCoverage> routes() {
    List<RouteCoverage> routes = new ArrayList<>();
    timeline.read((route, counts) ->
        routes.add(
            new RouteCoverage(
                route.route(),
                route.slis(),
                state(counts.recent()),
                !settings.leavesOut(route.route()),
                counts.recent(),
                counts.total())));
    routes.sort(Comparator.comparing(RouteCoverage::route));
    return routes;
  }

  private List<SliCoverage> slis(List<Slo> slos, List<RouteCoverage> routes) {
    SortedSet<String> names = new TreeSet<>();
    routes.forEach(route -> names.addAll(route.slis()));
    slos.forEach(promise -> promise.objectives().forEach(o -> names.add(o.sli())));
    names.remove(Coverage.SLO);
    return names.stream().map(name -> sli(name, routes)).toList();
  }

  private SliCoverage sli(String name, List<RouteCoverage> routes) {
    List<RouteCoverage> its =
        routes.stream().filter(r -> r.isJudged() && r.slis().contains(name)).toList();
    TraceCounts recent = TraceCounts.NONE;
    TraceCounts total = TraceCounts.NONE;
    for (RouteCoverage route : its) {
      recent = recent.plus(route.recent());
      total = total.plus(route.total());
    }
    return new SliCoverage(
        name, its.isEmpty() ? State.NOT_ASSESSABLE : state(recent), recent, total);
  }

  private State state(TraceCounts counts) {
    if (counts.served() == 0) {
      return State.NO_TRAFFIC;
    }
    return counts.coverage().high() < target() ? State.UNTRACED : State.COVERED;
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
