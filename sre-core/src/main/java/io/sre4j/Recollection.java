package io.sre4j;

import io.sre4j.alert.AlertEvaluator;
import io.sre4j.alert.AlertTransition;
import io.sre4j.history.AlertHistory;
import io.sre4j.history.SloHistory;
import io.sre4j.history.SloHistory.ObjectiveHistory;
import io.sre4j.history.Snapshot;
import io.sre4j.slo.AlertPolicy;
import io.sre4j.slo.DurationText;
import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import io.sre4j.slo.TimeWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the run before had counted, until it is claimed by the SLOs of this one. Counts are kept
 * where they still mean the same: the same SLI, told good from bad in the same way, in the same
 * units. What is not kept is said. Guarded by the engine's lock.
 */
final class Recollection {
  private static final String NOT_DEFINED = "is watched no more: the SLO is not defined any more";

  private final Map<String, SloHistory> unclaimed = new TreeMap<>();
  private final Consumer<String> notes;

  /** Of nothing. */
  Recollection() {
    this(null, note -> {});
  }

  /**
   * Of a snapshot.
   *
   * @param notes is told what is not kept
   */
  Recollection(@Nullable Snapshot snapshot, Consumer<String> notes) {
    this.notes = notes;
    if (snapshot != null) {
      snapshot.slos().forEach(slo -> unclaimed.put(slo.name(), slo));
    }
  }

  /**
   * What one SLO goes on from.
   *
   * @param objectives one for each objective, none for those that begin anew
   * @param alerts where its alerts stood
   */
  record Kept(List<@Nullable ObjectiveHistory> objectives, AlertHistory alerts) {

    @Nullable ObjectiveHistory objective(int i) {
      return i < objectives.size() ? objectives.get(i) : null;
    }
  }

  /**
   * Gives away what an SLO goes on from.
   *
   * @param measures how each of its objectives tells good from bad
   */
  Kept claim(Slo slo, List<String> measures) {
    SloHistory before = unclaimed.remove(slo.name());
    if (before == null) {
      return new Kept(List.of(), AlertHistory.NONE);
    }
    if (!before.budgeting().equals(slo.budgeting().toString())) {
      note(slo, "the budget was counted by " + before.budgeting() + ", now by " + slo.budgeting());
      return new Kept(List.of(), before.alerts());
    }
    noteWindow(slo, before);
    List<ObjectiveHistory> left = new ArrayList<>(before.objectives());
    List<@Nullable ObjectiveHistory> kept = new ArrayList<>();
    for (int i = 0; i < measures.size(); i++) {
      kept.add(take(left, slo.objectives().get(i).sli(), measures.get(i)));
    }
    if (kept.stream().anyMatch(Objects::isNull)) {
      note(slo, "it was about " + described(before.objectives()) + ", now " + slo.objectives());
    }
    return new Kept(kept, before.alerts());
  }

  private static @Nullable ObjectiveHistory take(
      List<ObjectiveHistory> left, String sli, String measure) {
    for (ObjectiveHistory objective : left) {
      if (objective.sli().equals(sli) && objective.measure().equals(measure)) {
        left.remove(objective);
        return objective;
      }
    }
    return null;
  }

  private static List<String> described(List<ObjectiveHistory> objectives) {
    return objectives.stream().map(o -> o.sli() + ": " + o.measure()).toList();
  }

  private void note(Slo slo, String why) {
    notes.accept("SLO " + slo.name() + " begins anew, as " + why);
  }

  private void noteWindow(Slo slo, SloHistory before) {
    if (!before.window().equals(slo.window().text())) {
      notes.accept(
          "SLO "
              + slo.name()
              + " had the window "
              + before.window()
              + ", now "
              + slo.window().text()
              + "; what both can hold is kept, the rest counts as not measured");
    }
  }

  /** Says what no SLO of the definition has claimed. */
  void noteUnclaimed() {
    unclaimed
        .keySet()
        .forEach(name ->
            notes.accept("SLO " + name + " is not defined any more; its history is dropped"));
  }

  /** Lets go of what was not claimed; the ends of its alerts that fired. */
  List<AlertTransition> forget(Instant now) {
    if (unclaimed.isEmpty()) {
      return List.of();
    }
    List<AlertTransition> ends = new ArrayList<>();
    for (SloHistory before : unclaimed.values()) {
      try {
        ends.addAll(AlertEvaluator.ends(sloOf(before), before.alerts(), now, NOT_DEFINED));
      } catch (InvalidDefinitionException e) {
        notes.accept("nobody is told of the end of alerts of SLO " + before.name() + ": " + e);
      }
    }
    unclaimed.clear();
    return ends;
  }

  /** What is known of an SLO that is not defined any more. */
  private static Slo sloOf(SloHistory before) {
    TimeWindow window = TimeWindow.parse(before.window());
    Slo.Builder slo =
        Slo.builder(before.name()).window(window).alerting(AlertPolicy.preset("none", window));
    slo.description("As a snapshot of the run before knows it: " + before.budgeting());
    before.labels().forEach(slo::label);
    before.objectives().forEach(objective -> slo.objective(objectiveOf(objective)));
    return slo.build();
  }

  private static Objective objectiveOf(ObjectiveHistory before) {
    Target target = Target.of(before.target());
    return before.measure().startsWith(SliUnit.WITHIN)
        ? Objective.latency(
            before.sli(),
            DurationText.parse("measure", before.measure().substring(SliUnit.WITHIN.length())),
            target)
        : Objective.availability(before.sli(), target);
  }
}
