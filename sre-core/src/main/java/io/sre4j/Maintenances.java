package io.sre4j;

import io.sre4j.slo.InvalidDefinitionException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The maintenances of an engine that may still be revoked. Guarded by the engine's lock. */
final class Maintenances {
  private static final int MAX = 64;
  private static final Duration KEPT = Duration.ofDays(366);

  private final List<Maintenance> kept = new ArrayList<>();
  private final Roster roster;
  private final Timekeeper time;

  Maintenances(Roster roster, Timekeeper time) {
    this.roster = roster;
    this.time = time;
  }

  Maintenance begin(Maintenance maintenance) {
    forgetOld();
    if (kept.size() == MAX) {
      throw new InvalidDefinitionException(
          "maintenance",
          maintenance.reason(),
          "would be number " + (MAX + 1) + "; revoke one, or wait until one is a year old");
    }
    List<SloUnit> concerned = concerned(maintenance);
    long from = time.positionOf(maintenance.from());
    long to = maintenance.to().map(time::positionOf).orElse(time.end());
    concerned.forEach(unit -> checkReach(maintenance, unit, from));
    concerned.forEach(unit -> unit.setAside(maintenance, from, to));
    kept.add(maintenance);
    return maintenance;
  }

  void end(Maintenance maintenance) {
    maintenance.endAt(time.asOf());
  }

  void revoke(Maintenance maintenance) {
    maintenance.endAt(time.asOf());
    maintenance.markRevoked();
    roster.slos().forEach(slo -> slo.takeBack(maintenance));
    kept.remove(maintenance);
  }

  /** An SLO that comes later is concerned by what is still going on. */
  void joinedBy(SloUnit unit) {
    kept.stream()
        .filter(maintenance -> maintenance.concerns(unit.slo.name()))
        .forEach(maintenance -> unit.setAside(maintenance, time.end(), time.end()));
  }

  private List<SloUnit> concerned(Maintenance maintenance) {
    if (maintenance.slos().isEmpty()) {
      return roster.slos();
    }
    return maintenance.slos().stream().map(name -> roster.slo("maintenance.slos", name)).toList();
  }

  private void checkReach(Maintenance maintenance, SloUnit unit, long from) {
    if (from < time.end() && from < unit.reach()) {
      throw new InvalidDefinitionException(
          "maintenance.from",
          maintenance.from(),
          "is before the history of "
              + unit.slo.name()
              + ", which begins at "
              + time.instantOf(unit.reach()));
    }
  }

  private void forgetOld() {
    Instant old = time.asOf().minus(KEPT);
    kept.removeIf(maintenance -> {
      boolean over = maintenance.to().map(to -> to.isBefore(old)).orElse(false);
      if (over) {
        roster.slos().forEach(slo -> slo.forget(maintenance));
      }
      return over;
    });
  }
}
