package io.sre4j.alert;

import io.sre4j.history.CourseHistory;
import io.sre4j.time.Span;
import io.sre4j.timeline.SloTimeline;
import java.time.Instant;
import java.util.Optional;

/** The course of one objective's bad events: since when they burn, and how much they cluster. */
final class Course {
  private final SloTimeline timeline;
  private final Cusum cusum;
  private final Dispersion dispersion;
  // Until then a tick without bad events changes nothing.
  private long quietUntil = Long.MIN_VALUE;

  /**
   * A course on which nothing happened yet.
   *
   * @param allowed the share of events that may be bad
   */
  Course(SloTimeline timeline, double allowed) {
    this.timeline = timeline;
    this.cusum = new Cusum(allowed, timeline.unit());
    this.dispersion = new Dispersion(timeline.unit());
  }

  /**
   * Takes in what the timeline counted in its last tick.
   *
   * @param incident whether an evident incident is going on
   */
  void tick(Span span, boolean incident) {
    if (timeline.tickBad() != 0 || span.mid() >= quietUntil) {
      look(span, incident);
    }
  }

  private void look(Span span, boolean incident) {
    long badBefore = timeline.badBefore();
    cusum.add(
        timeline.tickBefore(),
        badBefore,
        timeline.tickGood(),
        timeline.tickBad(),
        dispersion.value());
    long onset = cusum.onsetEnd();
    dispersion.look(span.mid(), timeline.goodBefore() + badBefore, badBefore, incident, onset);
    boolean quiet = onset == Long.MAX_VALUE && !incident;
    quietUntil = quiet ? dispersion.runningEnd() : Long.MIN_VALUE;
  }

  /** What it has learnt, for the next run. */
  CourseHistory history() {
    return new CourseHistory(cusum.sums(), cusum.onsetOf(), dispersion.history());
  }

  /** Goes on from what another run has learnt. */
  void resume(CourseHistory before) {
    cusum.resume(before.sums(), before.onset());
    dispersion.resume(before.clusters());
  }

  /** How much bad events cluster, from 1 to 10. */
  double dispersion() {
    return dispersion.value();
  }

  /** An incident has become evident: what was counted since it began is no clustering. */
  void incidentIsEvident(Span span) {
    dispersion.leaveOutSince(Math.min(cusum.onsetEnd(), span.mid()));
    quietUntil = Long.MIN_VALUE;
  }

  /** Nothing burns any more. */
  void burningIsOver() {
    cusum.reset();
    quietUntil = Long.MIN_VALUE;
  }

  /** The last instant before the burning, if anything burns. */
  Optional<Instant> onset() {
    return cusum.onset();
  }

  /** Bad units since then. */
  long badSinceOnset() {
    return cusum.badSinceOnset(timeline.badBefore() + timeline.tickBad());
  }
}
