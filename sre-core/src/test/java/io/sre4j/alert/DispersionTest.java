package io.sre4j.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.history.CourseHistory.Clusters;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DispersionTest {
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();
  private static final int WEEK = 7 * 24 * 60;
  private static final long NO_ONSET = Long.MAX_VALUE;
  private static final long SEED = 8;

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final Dispersion dispersion = new Dispersion(1);
  private long total;
  private long bad;

  @Test
  void value_nothingSeen_isOne() {
    assertThat(dispersion.value()).isEqualTo(1);
    run(0, WEEK, 10, 0, 1);
    assertThat(dispersion.value()).isEqualTo(1);
  }

  @Test
  void value_independentErrors_isOne() {
    run(0, WEEK, 100, 0.005, 1);
    assertThat(dispersion.value()).as("seed " + SEED).isEqualTo(1);
  }

  @Test
  void value_clustersOfThree_isAboutFive() {
    run(0, WEEK, 100, 0.005, 3);
    assertThat(dispersion.value()).as("seed " + SEED).isBetween(4.0, 6.0);
  }

  @Test
  void value_trafficByDayAndNight_isNoClustering() {
    for (int day = 0; day < 8; day++) {
      run(day * 1_440, 720, 400, 0.005, 1);
      run(day * 1_440 + 720, 720, 4, 0.005, 1);
    }
    assertThat(dispersion.value()).as("seed " + SEED).isEqualTo(1);
  }

  @Test
  void value_outageThatCounts_isCappedAndForgottenAfterAWeek() {
    run(0, WEEK, 10, 0.001, 1);
    run(WEEK, 60, 10, 1, 1);
    run(WEEK + 60, 180, 10, 0.001, 1);
    assertThat(dispersion.value()).isEqualTo(Dispersion.MAX);
    run(WEEK + 240, WEEK + 120, 10, 0.001, 1);
    assertThat(dispersion.value()).as("seed " + SEED).isEqualTo(1);
  }

  @Test
  void value_evidentIncident_teachesNothing() {
    run(0, WEEK, 10, 0.001, 1);
    for (int i = 0; i < 60; i++) {
      tick((WEEK + i) * MINUTE, 0, 10, i > 2, NO_ONSET);
    }
    dispersion.leaveOutSince(WEEK * MINUTE);
    run(WEEK + 60, 180, 10, 0.001, 1);
    assertThat(dispersion.value()).as("seed " + SEED).isEqualTo(1);
  }

  @Test
  void value_incidentInTheFirstHour_teachesNothing() {
    tick(0, 0, 10, true, NO_ONSET);
    run(60, WEEK, 100, 0.005, 3);
    assertThat(dispersion.value()).as("seed " + SEED).isBetween(4.0, 6.0);
  }

  @Test
  void look_historyWithMoreEventsThanThereAre_learnsNothing() {
    dispersion.resume(new Clusters("", "", 0, 1_000, 0, false, NO_ONSET, Long.MIN_VALUE, 1));
    dispersion.look(60 * MINUTE, 900, 50, false, NO_ONSET);
    dispersion.look(120 * MINUTE, 900, 50, false, NO_ONSET);
    assertThat(dispersion.value()).isEqualTo(1);
    assertThat(dispersion.history().bads()).isEmpty();
  }

  @Test
  void value_manyHoursWithoutEvents_forgetsThoseBeforeAWeek() {
    run(0, WEEK, 100, 0.005, 3);
    tick((3 * WEEK) * MINUTE, 100, 1, false, NO_ONSET);
    assertThat(dispersion.value()).isEqualTo(1);
  }

  @Test
  void value_hoursSinceTheOnset_waitUntilItIsOver() {
    run(0, WEEK, 10, 0.001, 1);
    for (int i = 0; i < 180; i++) {
      tick((WEEK + i) * MINUTE, 5, 5, false, WEEK * MINUTE);
    }
    assertThat(dispersion.value()).isEqualTo(1);
    tick((WEEK + 180) * MINUTE, 5, 5, false, NO_ONSET);
    assertThat(dispersion.value()).isGreaterThan(5);
  }

  private void tick(long nanos, int good, int bad, boolean incident, long onset) {
    dispersion.look(nanos, this.total, this.bad, incident, onset);
    this.total += good + bad;
    this.bad += bad;
  }

  @Test
  void packed_anyCount_isKeptToOnePartIn2048() {
    for (double count = 0; count < 256; count += 1.0 / 16) {
      assertThat(Dispersion.unpacked(Dispersion.packed(count))).isEqualTo(count);
    }
    for (double count = 256; count < 2e11; count *= 1.001) {
      double kept = Dispersion.unpacked(Dispersion.packed(count));
      assertThat(Math.abs(kept - count)).as("%s", count).isLessThanOrEqualTo(count / 2_048);
    }
    assertThat(Dispersion.unpacked(Dispersion.packed(1e15))).isEqualTo((4_095L << 30) / 16.0);
  }

  /** Minutes of so many events, of which a share is bad, in clusters of geometric size. */
  private void run(int from, int minutes, int events, double share, double clusterMean) {
    for (int minute = from; minute < from + minutes; minute++) {
      int bad = 0;
      for (int i = 0; i < events; i++) {
        if (random.nextDouble() < share / clusterMean) {
          bad++;
          while (random.nextDouble() > 1 / clusterMean) {
            bad++;
          }
        }
      }
      int counted = Math.min(events, bad);
      tick(minute * MINUTE, events - counted, counted, false, NO_ONSET);
    }
  }
}
