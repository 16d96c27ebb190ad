package io.sre4j;

import io.sre4j.history.AlertHistory;
import io.sre4j.history.AlertHistory.Kind;
import io.sre4j.history.SloHistory;
import io.sre4j.history.SloHistory.ObjectiveHistory;
import io.sre4j.history.Snapshot;
import io.sre4j.slo.Slo;
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

  private static String firing(String slo, AlertHistory.Rule rule) {
    return "an alert fired that nobody will hear the end of: " + slo + " [" + rule.id() + "]; it";
  }

  /** Says what no SLO of the definition has claimed. */
  void noteUnclaimed() {
    unclaimed.forEach((name, slo) -> {
      notes.accept("SLO " + name + " is not defined any more; its history is dropped");
      slo.alerts().rules().stream()
          .filter(rule -> rule.phase().kind() == Kind.FIRING)
          .forEach(rule -> notes.accept(firing(name, rule) + " is not defined any more"));
    });
  }

  /** Lets go of what was not claimed. */
  void forget() {
    unclaimed.clear();
  }
}
