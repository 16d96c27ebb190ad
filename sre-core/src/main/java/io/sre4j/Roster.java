package io.sre4j;

import io.sre4j.alert.AlertTransition;
import io.sre4j.history.Snapshot;
import io.sre4j.report.SliStatus;
import io.sre4j.report.SloStatus;
import io.sre4j.report.SreReport;
import io.sre4j.sli.SliDrain;
import io.sre4j.sli.SliRecorder;
import io.sre4j.sli.Stripes;
import io.sre4j.slo.DurationText;
import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Sli;
import io.sre4j.slo.Slo;
import io.sre4j.time.Span;
import io.sre4j.timeline.Timelines;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The SLIs and SLOs of an engine by name. Guarded by the engine's lock. */
final class Roster {
  private static final Logger LOG = System.getLogger(SreEngine.class.getName());
  private static final int MAX_DEFINITIONS = 10_000;
  private static final Duration TRAFFIC_SEEN = Duration.ofMinutes(5);

  private final Map<String, SliUnit> slis = new TreeMap<>();
  private final Map<String, SloUnit> slos = new TreeMap<>();
  // The same in a row, for ticks; none after a change.
  private @Nullable List<SliUnit> sliRow;
  private @Nullable List<SloUnit> sloRow;
  private final Timelines timelines = new Timelines();
  private final Stripes stripes;
  private final Timekeeper time;
  private final Recollection recollection;
  private boolean detectabilityLogged;

  Roster(Timekeeper time, Recollection recollection) {
    this.time = time;
    this.recollection = recollection;
    this.stripes = new Stripes(time.asOf());
  }

  List<SliUnit> slis() {
    List<SliUnit> row = sliRow;
    if (row == null) {
      row = List.copyOf(slis.values());
      sliRow = row;
    }
    return row;
  }

  List<SloUnit> slos() {
    List<SloUnit> row = sloRow;
    if (row == null) {
      row = List.copyOf(slos.values());
      sloRow = row;
    }
    return row;
  }

  /** All that is known, beside what became of its alerts' listeners. */
  SreReport report(long dropped, long failed) {
    List<SloStatus> status = slos().stream().map(slo -> slo.status(time.asOf())).toList();
    List<SliStatus> counted = slis().stream().map(SliUnit::status).toList();
    return new SreReport(time.startedAt(), time.asOf(), status, counted, dropped, failed);
  }

  List<Slo> definitions() {
    return slos().stream().map(unit -> unit.slo).toList();
  }

  /** Takes over what was recorded, frees what threads that ended have left, looks at all alerts. */
  List<AlertTransition> tick(Span span) {
    stripes.releaseDead();
    stripes.collect(span.at());
    for (SliUnit sli : slis()) {
      sli.tick(span);
    }
    List<AlertTransition> transitions = new ArrayList<>();
    for (SloUnit slo : slos()) {
      List<AlertTransition> changed = slo.tick(span);
      if (!changed.isEmpty()) {
        transitions.addAll(changed);
      }
    }
    return transitions;
  }

  /** Says what is watched. */
  void logStart() {
    LOG.log(
        Level.DEBUG,
        "watching {0} SLOs over {1} SLIs; what their alerts can find with the traffic of this"
            + " process is logged after {2}",
        slos().size(),
        slis().size(),
        DurationText.format(TRAFFIC_SEEN));
  }

  /** Says once what the alerts can find, when enough of the traffic was seen. */
  void logDetectability(Instant now) {
    if (detectabilityLogged || now.isBefore(time.startedAt().plus(TRAFFIC_SEEN))) {
      return;
    }
    detectabilityLogged = true;
    slos()
        .forEach(slo ->
            LOG.log(Level.INFO, "SLO " + slo.slo.name() + ": " + slo.detectability().describe()));
  }

  /** Adds an SLI of events, with the thresholds of the SLOs that are known already. */
  void add(Sli.Events sli, List<Slo> known) {
    List<Duration> thresholds =
        known.stream()
            .flatMap(slo -> slo.objectives().stream())
            .filter(objective -> objective.sli().equals(sli.name()))
            .flatMap(objective -> objective.threshold().stream())
            .distinct()
            .toList();
    add(new SliUnit.Events(sli, new SliDrain(sli, stripes, thresholds)));
  }

  /** Adds an SLI that is sampled. */
  void add(Sli sli, DoubleSupplier sample, BiConsumer<String, Throwable> onFailure) {
    add(new SliUnit.Probe(sli, sample, e -> onFailure.accept("probe " + sli.name(), e)));
  }

  private void add(SliUnit unit) {
    checkNew("slis", unit.name, slis);
    slis.put(unit.name, unit);
    sliRow = null;
  }

  /** Adds an SLO, or tells why it cannot, if there is somebody to tell. */
  void add(Slo slo, @Nullable Consumer<InvalidDefinitionException> leftOut) {
    try {
      add(slo);
    } catch (InvalidDefinitionException e) {
      if (leftOut == null) {
        throw e;
      }
      leftOut.accept(e);
    }
  }

  /** Adds an SLO; if it throws, nothing has changed. */
  SloUnit add(Slo slo) {
    checkNew("slos", slo.name(), slos);
    return put(new SloUnit(slo, measured(slo), timelines, time, recollection));
  }

  /** Puts an SLO in the place of the one of its name, whose counts and alerts it goes on from. */
  SloUnit replace(Slo slo) {
    SloUnit before = slo("slo", slo.name());
    List<SliUnit> measured = measured(slo);
    Snapshot now = new Snapshot(time.end(), time.asOf(), List.of(before.history()));
    Recollection kept = new Recollection(now, note -> LOG.log(Level.INFO, note));
    SloUnit unit = new SloUnit(slo, measured, timelines, time, kept);
    unit.goOnFrom(before, timelines);
    return put(unit);
  }

  private SloUnit put(SloUnit unit) {
    slos.put(unit.slo.name(), unit);
    sloRow = null;
    return unit;
  }

  /** The SLIs of an SLO's objectives, made ready for them; if it throws, nothing has changed. */
  private List<SliUnit> measured(Slo slo) {
    List<SliUnit> measured = new ArrayList<>();
    for (int i = 0; i < slo.objectives().size(); i++) {
      measured.add(sliOf(slo, i));
    }
    for (int i = 0; i < measured.size(); i++) {
      measured.get(i).prepareFor(slo.objectives().get(i));
    }
    return measured;
  }

  /** Removes an SLO, if it exists; the ends of its alerts that fired. */
  List<AlertTransition> removeSlo(String name) {
    SloUnit removed = slos.remove(name);
    sloRow = null;
    return removed == null ? List.of() : removed.end(timelines, time.asOf());
  }

  SliRecorder recorder(String name) {
    if (slis.get(name) instanceof SliUnit.Events events) {
      return events.recorder();
    }
    throw new InvalidDefinitionException(
        "sli", name, "is not an SLI of events of this engine; it has " + slis.keySet());
  }

  SloUnit slo(String path, String name) {
    SloUnit unit = slos.get(name);
    if (unit == null) {
      throw new InvalidDefinitionException(
          path, name, "is not an SLO of this engine; it has " + slos.keySet());
    }
    return unit;
  }

  private SliUnit sliOf(Slo slo, int i) {
    Objective objective = slo.objectives().get(i);
    String path = "slos." + slo.name() + ".objectives[" + i + "]";
    SliUnit unit = slis.get(objective.sli());
    if (unit == null) {
      throw new InvalidDefinitionException(
          path + ".sli", objective.sli(), "is not an SLI of this engine; it has " + slis.keySet());
    }
    if (unit instanceof SliUnit.Probe && objective.threshold().isPresent()) {
      throw new InvalidDefinitionException(
          path + ".latency", objective, "is over a probe, which has no latency");
    }
    return unit;
  }

  private static void checkNew(
      String kind, String name, Map<String, ? extends @Nullable Object> known) {
    if (known.containsKey(name)) {
      throw new InvalidDefinitionException(
          kind + "." + name + ".name", name, "is taken; give each its own name");
    }
    if (known.size() == MAX_DEFINITIONS) {
      throw new InvalidDefinitionException(
          kind, name, "would be more than " + MAX_DEFINITIONS + ", which an engine does not hold");
    }
  }

  /** The engine's lock. Never held while listeners or watchers are told. */
  static final class Guard extends ReentrantLock {
    private static final long serialVersionUID = 1L;

    <T> T get(Supplier<T> action) {
      lock();
      try {
        return action.get();
      } finally {
        unlock();
      }
    }

    void run(Runnable action) {
      lock();
      try {
        action.run();
      } finally {
        unlock();
      }
    }
  }
}
