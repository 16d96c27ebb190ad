package io.sre4j.alert;

import io.sre4j.budget.ErrorBudget.Exhaustion;
import io.sre4j.history.AlertHistory;
import io.sre4j.history.CourseHistory;
import io.sre4j.sli.BadEvent;
import io.sre4j.slo.AlertRule;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Slo;
import io.sre4j.time.Span;
import io.sre4j.timeline.Cause;
import io.sre4j.timeline.SloTimeline;
import io.sre4j.timeline.WindowCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Watches the rules of one SLO. Not thread-safe; a function of the ticks it was given. */
public final class AlertEvaluator {
  private static final int SHOWN_BAD = 8;
  private static final int SHOWN_CAUSES = 9;
  private static final String NO_SUCH_RULE =
      "is watched no more: the SLO has no such rule any more";

  private final Slo slo;
  private final SloTimeline[] timelines;
  private final Witness witness;
  private final RuleWatch[] watches;
  private final double[] budgets;
  private final Course[] courses;
  private final Leeway leeway;
  private boolean burning;
  private boolean incident;
  private double assumedDispersion = 1;
  // Nobody was told yet what goes on from another run; and of these rules, nobody will look at one.
  private boolean resumed;
  private List<AlertRule> orphans = List.of();

  /** Knows what burned, beyond the counts. */
  public interface Witness {

    /** What burns, the most frequent first. */
    List<Cause> causes();

    /** The last bad events, the newest first. */
    List<BadEvent> lastBad();

    /** When the rest of the budget will have gone. */
    Optional<Exhaustion> exhaustion();
  }

  /**
   * An evaluator whose rules are all inactive.
   *
   * @param timelines one for each objective of the SLO, in its order
   */
  public AlertEvaluator(Slo slo, List<SloTimeline> timelines, Witness witness, Instant now) {
    this.slo = slo;
    this.timelines = timelines.toArray(SloTimeline[]::new);
    this.witness = witness;
    List<Objective> objectives = slo.objectives();
    double[] weights = objectives.stream().mapToDouble(o -> o.weight().doubleValue()).toArray();
    this.budgets =
        objectives.stream().mapToDouble(o -> o.target().errorBudget().doubleValue()).toArray();
    AlertPhase inactive = new AlertPhase.Inactive(now);
    this.watches = new RuleWatch[slo.alerting().rules().size()];
    for (int i = 0; i < watches.length; i++) {
      watches[i] = new RuleWatch(slo, i, this.timelines, budgets, weights, inactive);
    }
    this.courses = new Course[budgets.length];
    this.leeway = new Leeway(this.timelines[0]);
    Arrays.setAll(courses, i -> new Course(this.timelines[i], budgets[i]));
  }

  /** Looks at all rules after the timelines were ticked; the changes, often none. */
  public List<AlertTransition> tick(Span span) {
    for (Course course : courses) {
      course.tick(span, incident);
    }
    return leeway.holds() ? List.of() : look(span);
  }

  private List<AlertTransition> look(Span span) {
    List<AlertTransition> transitions = List.of();
    boolean anyBurns = false;
    boolean evident = false;
    double dispersion = dispersion();
    if (resumed) {
      transitions = new ArrayList<>(endOrphans(span.at()));
    }
    for (RuleWatch watch : watches) {
      AlertState before = watch.state();
      boolean fired = resumed && watch.isBurning();
      boolean changed = watch.tick(span, dispersion);
      if (changed || fired) {
        transitions = transitions.isEmpty() ? new ArrayList<>() : transitions;
      }
      if (fired && watch.isBurning()) {
        transitions.add(stillFires(watch));
      }
      if (changed) {
        transitions.add(transition(watch, before, span.at()));
      }
      anyBurns = anyBurns || watch.isBurning();
      evident = evident || watch.isEvident();
    }
    resumed = false;
    settle(span, anyBurns, evident);
    limit(anyBurns, evident);
    return transitions;
  }

  /** Finds out how long there is no need to look again; composites are always looked at. */
  private void limit(boolean anyBurns, boolean evident) {
    leeway.begin();
    boolean lasts = timelines.length == 1 && anyBurns == evident;
    boolean limited = !evident;
    for (int i = 0; lasts && i < watches.length; i++) {
      limited = limited || watches[i].limitEvident(leeway);
      watches[i].limit(leeway);
    }
    if (!lasts || !limited) {
      leeway.none();
    }
  }

  /** Where the rules stand, for the next run. */
  public AlertHistory history() {
    return new AlertHistory(burning, incident, Stream.of(watches).map(RuleWatch::history).toList());
  }

  /** What is known of the course of one objective's bad events, for the next run. */
  public CourseHistory courseHistory(int objective) {
    return courses[objective].history();
  }

  /**
   * Lets the rules stand where those of the same id stood in another run. The next tick tells again
   * what fires, from {@code FIRING} to {@code FIRING} and since when it does; and that alerts are
   * resolved whose rules are no more.
   */
  public void resume(AlertHistory before) {
    resumed = true;
    burning = before.burning();
    incident = before.incident();
    orphans =
        firing(before)
            .filter(rule -> Stream.of(watches).noneMatch(w -> w.rule().id().equals(rule.id())))
            .toList();
    for (RuleWatch watch : watches) {
      before.rules().stream()
          .filter(rule -> rule.id().equals(watch.rule().id()))
          .forEach(watch::resume);
    }
  }

  /** Goes on from what another run knew of the course of one objective's bad events. */
  public void resumeCourse(int objective, CourseHistory before) {
    courses[objective].resume(before);
  }

  /** Where every rule stands, in the policy's order. */
  public List<AlertStatus> status() {
    return Stream.of(watches)
        .map(w -> new AlertStatus(w.rule(), w.state(), w.phase().since(), evidence(w)))
        .toList();
  }

  /** How much bad events cluster, of the objective where they do most: from 1 to 10. */
  public double dispersion() {
    double most = assumedDispersion;
    for (Course course : courses) {
      most = Math.max(most, course.dispersion());
    }
    return most;
  }

  /** Takes bad events to cluster at least so much, whatever was seen. */
  void assumeDispersion(double dispersion) {
    assumedDispersion = dispersion;
  }

  /** An evident incident is no clustering; and once nothing burns, there is no onset. */
  private void settle(Span span, boolean anyBurns, boolean evident) {
    for (Course course : courses) {
      if (evident && !incident) {
        course.incidentIsEvident(span);
      }
      if (burning && !anyBurns) {
        course.burningIsOver();
      }
    }
    burning = anyBurns;
    incident = evident;
  }

  /**
   * Ends what fires, as nobody will look at it again.
   *
   * @param why in words that follow the alert's name
   */
  public List<AlertTransition> end(Instant at, String why) {
    List<AlertTransition> ends = new ArrayList<>(endOrphans(at));
    for (RuleWatch watch : watches) {
      if (watch.isBurning()) {
        ends.add(
            new AlertTransition(
                slo,
                watch.rule(),
                watch.state(),
                AlertState.RESOLVED,
                at,
                evidence(watch).explained(why)));
      }
    }
    return ends;
  }

  /**
   * The ends of alerts that fired in another run, of an SLO of which nothing more is counted.
   *
   * @param why in words that follow the alert's name
   */
  public static List<AlertTransition> ends(Slo slo, AlertHistory before, Instant at, String why) {
    return firing(before).map(rule -> end(slo, rule, at, why)).toList();
  }

  private static Stream<AlertRule> firing(AlertHistory before) {
    return before.rules().stream()
        .filter(rule -> rule.phase().kind() == AlertHistory.Kind.FIRING)
        .flatMap(rule -> AlertRule.ofId(rule.id(), rule.factor(), rule.holdFor()).stream());
  }

  private static AlertTransition end(Slo slo, AlertRule rule, Instant at, String why) {
    AlertEvidence none =
        new AlertEvidence(
            notMeasured(rule.longWindow()),
            notMeasured(rule.shortWindow()),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            0,
            1,
            Optional.empty(),
            OptionalDouble.empty(),
            Optional.empty(),
            List.of(),
            List.of(),
            why);
    return new AlertTransition(slo, rule, AlertState.FIRING, AlertState.RESOLVED, at, none);
  }

  private static WindowCounts notMeasured(Duration window) {
    return new WindowCounts(window, 0, 0, 0, 0, WindowCounts.DataState.NOT_MEASURED);
  }

  private List<AlertTransition> endOrphans(Instant at) {
    List<AlertTransition> ends =
        orphans.stream().map(rule -> end(slo, rule, at, NO_SUCH_RULE)).toList();
    orphans = List.of();
    return ends;
  }

  private AlertTransition stillFires(RuleWatch watch) {
    Instant since = watch.phase().history().since();
    return new AlertTransition(
        slo, watch.rule(), AlertState.FIRING, AlertState.FIRING, since, evidence(watch));
  }

  private AlertTransition transition(RuleWatch watch, AlertState before, Instant at) {
    return new AlertTransition(slo, watch.rule(), before, watch.state(), at, evidence(watch));
  }

  private AlertEvidence evidence(RuleWatch watch) {
    int hottest = watch.hottest();
    WindowCounts longCounts = timelines[hottest].counts(watch.longIndex());
    WindowCounts shortCounts = timelines[hottest].counts(watch.shortIndex());
    Optional<Instant> onset = courses[hottest].onset();
    List<Cause> causes = witness.causes();
    List<BadEvent> lastBad = witness.lastBad();
    AlertEvidence bare =
        new AlertEvidence(
            longCounts,
            shortCounts,
            watch.burn(watch.longIndex()),
            watch.burn(watch.shortIndex()),
            watch.requiredBad(dispersion()),
            dispersion(),
            onset,
            spentSinceOnset(hottest),
            witness.exhaustion(),
            causes.subList(0, Math.min(SHOWN_CAUSES, causes.size())),
            lastBad.subList(0, Math.min(SHOWN_BAD, lastBad.size())),
            "");
    return Explanation.explained(watch, bare);
  }

  /** Bad units since the onset / (bad units the period allows, at the traffic measured). */
  private OptionalDouble spentSinceOnset(int i) {
    WindowCounts period = timelines[i].period();
    double measured = period.coverage() * period.window().toSeconds();
    double full =
        period.total() * (slo.window().nominalLength().toSeconds() / Math.max(1, measured));
    double allowed = full * budgets[i];
    return allowed > 0
        ? OptionalDouble.of(courses[i].badSinceOnset() / allowed)
        : OptionalDouble.empty();
  }
}
