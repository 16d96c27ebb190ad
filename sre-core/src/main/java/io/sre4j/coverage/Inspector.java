package io.sre4j.coverage;

import io.sre4j.coverage.report.CoverageReport;
import io.sre4j.coverage.report.CoverageReport.State;
import io.sre4j.coverage.report.RouteCoverage;
import io.sre4j.coverage.report.SliCoverage;
import io.sre4j.facts.Facts;
import io.sre4j.facts.TraceCounts;
import io.sre4j.finding.Finding;
import io.sre4j.finding.RuleText;
import io.sre4j.finding.Verdict;
import io.sre4j.rule.Rule;
import io.sre4j.rule.context.ContextRules;
import io.sre4j.rule.pipeline.PipelineRules;
import io.sre4j.rule.serving.ServingRules;
import io.sre4j.rule.setup.SetupRules;
import io.sre4j.rule.span.SpanRules;
import io.sre4j.score.ScoreBoard;
import io.sre4j.signal.SignalDrain;
import io.sre4j.slo.Slo;
import io.sre4j.time.Tick;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Takes in signals, makes facts of them, and asks the rules. Not thread-safe. */
final class Inspector {
  private static final Logger LOG = System.getLogger(Coverage.class.getName());
  private static final List<Rule> RULES =
      Stream.of(
              ServingRules.all(),
              ContextRules.all(),
              SpanRules.all(),
              PipelineRules.all(),
              SetupRules.all())
          .flatMap(List::stream)
          .sorted(Comparator.comparing(rule -> rule.text().id()))
          .toList();

  private final CoverageSettings settings;
  private final List<Rule> rules;
  private final SignalDrain drain;
  private final Evidence evidence;
  private final ScoreBoard score = new ScoreBoard();
  private final Set<String> failed = new HashSet<>();

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
    this.evidence = new Evidence(settings, drain, slo, now);
  }

  /** All rules, by number. */
  static List<Rule> rules() {
    return RULES;
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

  ScoreBoard score() {
    return score;
  }

  /** Takes in what was counted since the last time; to be done each second. */
  void collect(Tick now) {
    evidence.collect(now);
  }

  /**
   * Judges what was taken in.
   *
   * @param slos those of the engine
   */
  CoverageReport judge(Tick now, List<Slo> slos) {
    List<RouteCoverage> routes = evidence.routes();
    Facts facts = evidence.facts(now, slos, routes);
    List<Verdict> verdicts = rules.stream().map(rule -> judge(rule, facts)).toList();
    return new CoverageReport(
        now.at(),
        evidence.isWarm(),
        slis(slos, routes),
        routes,
        verdicts,
        score.score(facts.host().resource()));
  }

  private Verdict judge(Rule rule, Facts facts) {
    RuleText text = rule.text();
    if (!facts.hooks().contains(text.needs())) {
      return Verdict.notAssessable(text, drain.signals().missing(text.needs()));
    }
    if (evidence.isWarmingUp()) {
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
    State state = its.isEmpty() ? State.NOT_ASSESSABLE : evidence.state(recent);
    return new SliCoverage(name, state, recent, total);
  }
}
