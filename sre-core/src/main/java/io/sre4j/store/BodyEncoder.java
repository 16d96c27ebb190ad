package io.sre4j.store;

import io.sre4j.history.AlertHistory;
import io.sre4j.history.CourseHistory;
import io.sre4j.history.Grid;
import io.sre4j.history.SloHistory;
import io.sre4j.history.SloHistory.ObjectiveHistory;
import io.sre4j.history.Snapshot;
import io.sre4j.history.TimelineHistory;
import io.sre4j.history.TimelineHistory.Measured;
import io.sre4j.history.Track;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes the body of format 2; {@link BodyDecoder} is its mirror. */
final class BodyEncoder {
  private final Encoder out;
  // What several timelines share is written once, and after that by its number.
  private final Map<Measured, Integer> known = new IdentityHashMap<>();

  BodyEncoder(Encoder out) {
    this.out = out;
  }

  void write(Snapshot snapshot) {
    out.writeLong(snapshot.end());
    out.writeInstant(snapshot.at());
    out.writeLong(snapshot.slos().size());
    snapshot.slos().forEach(this::write);
  }

  private void write(SloHistory slo) {
    out.writeText(slo.name());
    out.writeText(slo.window());
    out.writeText(slo.budgeting());
    out.writeLong(slo.labels().size());
    new TreeMap<>(slo.labels())
        .forEach((key, value) -> {
          out.writeText(key);
          out.writeText(value);
        });
    out.writeLong(slo.objectives().size());
    slo.objectives().forEach(this::write);
    write(slo.alerts());
  }

  private void write(ObjectiveHistory objective) {
    out.writeText(objective.sli());
    out.writeText(objective.measure());
    out.writeText(objective.target());
    write(objective.timeline());
    write(objective.course());
  }

  private void write(TimelineHistory timeline) {
    write(timeline.measured());
    Grid grid = timeline.measured().grid();
    write(timeline.alsoMissed(), grid);
    out.writeLong(timeline.lastGap());
    write(timeline.units(), grid);
    TimelineHistory.Ledger events = timeline.events();
    out.writeBoolean(events != null);
    if (events != null) {
      write(events, grid);
    }
    TimelineHistory.Slice slice = timeline.slice();
    out.writeBoolean(slice != null);
    if (slice != null) {
      out.writeLong(slice.number());
      out.writeLong(slice.good());
      out.writeLong(slice.bad());
    }
    out.writeBoolean(timeline.fed());
    out.writeLong(timeline.countedGood());
    out.writeLong(timeline.countedBad());
  }

  private void write(Measured measured) {
    Integer number = known.get(measured);
    out.writeLong(number == null ? known.size() : number);
    if (number == null) {
      known.put(measured, known.size());
      write(measured.grid());
      out.writeInstant(measured.at());
      out.writeLong(measured.created());
      write(measured.missed(), measured.grid());
    }
  }

  private void write(Grid grid) {
    out.writeLong(grid.now());
    out.writeLong(grid.rings());
    for (int ring = 0; ring < grid.rings(); ring++) {
      out.writeLong(grid.slotNanos(ring));
      out.writeLong(grid.slots(ring));
    }
  }

  private void write(TimelineHistory.Ledger ledger, Grid grid) {
    write(ledger.good(), grid);
    write(ledger.bad(), grid);
    out.writeBoolean(!ledger.excluded().isEmpty());
    if (!ledger.excluded().isEmpty()) {
      write(ledger.excluded().grid());
      write(ledger.excluded(), ledger.excluded().grid());
    }
    TimelineHistory.Page page = ledger.page();
    out.writeBoolean(page != null);
    if (page != null) {
      out.writeInstant(page.start());
      out.writeLong(page.good());
      out.writeLong(page.bad());
      out.writeLong(page.excluded());
      out.writeLong(page.measuredMillis());
    }
  }

  private void write(Track track, Grid grid) {
    out.writeBoolean(!track.isEmpty());
    if (!track.isEmpty()) {
      out.writeLong(track.total());
      for (int ring = 0; ring < grid.rings(); ring++) {
        int size = track.size(ring);
        while (size > 0 && track.count(ring, size - 1) == 0) {
          size--;
        }
        out.writeLong(size);
        for (int back = 0; back < size; back++) {
          out.writeLong(track.count(ring, back));
        }
      }
    }
  }

  private void write(CourseHistory course) {
    out.writeLong(course.sums().size());
    for (CourseHistory.Sum sum : course.sums()) {
      out.writeDouble(sum.value());
      write(sum.rose());
    }
    write(course.onset());
    CourseHistory.Clusters clusters = course.clusters();
    out.writeChars(clusters.totals());
    out.writeChars(clusters.bads());
    out.writeLong(clusters.running());
    out.writeLong(clusters.total());
    out.writeLong(clusters.bad());
    out.writeBoolean(clusters.incident());
    out.writeLong(clusters.onset());
    out.writeLong(clusters.settled());
    out.writeDouble(clusters.value());
  }

  private void write(Optional<CourseHistory.Onset> onset) {
    out.writeBoolean(onset.isPresent());
    onset.ifPresent(o -> {
      out.writeInstant(o.at());
      out.writeLong(o.end());
      out.writeLong(o.badUnits());
    });
  }

  private void write(AlertHistory alerts) {
    out.writeBoolean(alerts.burning());
    out.writeBoolean(alerts.incident());
    out.writeLong(alerts.rules().size());
    for (AlertHistory.Rule rule : alerts.rules()) {
      out.writeText(rule.id());
      out.writeDouble(rule.factor());
      out.writeLong(rule.holdFor().toNanos());
      out.writeByte(rule.phase().kind().ordinal());
      out.writeInstant(rule.phase().since());
      out.writeLong(rule.phase().sinceNanos());
      Optional<Instant> frozen = rule.frozenSince();
      out.writeBoolean(frozen.isPresent());
      frozen.ifPresent(out::writeInstant);
    }
  }
}
