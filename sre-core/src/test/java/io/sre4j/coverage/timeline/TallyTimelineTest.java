package io.sre4j.coverage.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.facts.Tally;
import io.sre4j.finding.Defect;
import io.sre4j.finding.Example;
import io.sre4j.signal.DefectSubject;
import io.sre4j.signal.SignalDrain;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TallyTimelineTest {
  private static final long SEED = 20_261_123;
  private static final long SLOT = Duration.ofMinutes(5).toNanos();
  private static final List<Defect> DEFECTS = List.of(Defect.SCOPE_LEAK, Defect.WRONG_LEVEL);

  private record Event(long slot, Defect defect, String subject, int inspected, int found) {}

  /** Three subjects of each defect. */
  private static Map<Defect, Map<String, DefectSubject>> subjects() {
    SignalDrain drain = new SignalDrain(Instant.EPOCH);
    for (Defect defect : DEFECTS) {
      drain.signals().of(defect).found("a", null, "shown");
      drain.signals().of(defect).inspected("b");
    }
    Map<Defect, Map<String, DefectSubject>> subjects = new HashMap<>();
    drain.collect(Instant.EPOCH);
    drain.defects((defect, subject, inspected, found) ->
        subjects.computeIfAbsent(defect, key -> new TreeMap<>()).put(subject.name(), subject));
    return subjects;
  }

  private static Map<Defect, Map<String, String>> naive(List<Event> events, long since) {
    Map<Defect, Map<String, long[]>> sums = new HashMap<>();
    for (Event event : events) {
      if (event.slot >= since && event.inspected + event.found > 0) {
        long[] sum =
            sums.computeIfAbsent(event.defect, key -> new TreeMap<>())
                .computeIfAbsent(event.subject, key -> new long[2]);
        sum[0] += event.inspected;
        sum[1] += event.found;
      }
    }
    Map<Defect, Map<String, String>> texts = new HashMap<>();
    sums.forEach((defect, its) ->
        its.forEach((name, sum) ->
            texts
                .computeIfAbsent(defect, key -> new TreeMap<>())
                .put(name, sum[0] + " " + sum[1])));
    return texts;
  }

  private static Map<Defect, Map<String, String>> texts(Map<Defect, Tally> tallies) {
    Map<Defect, Map<String, String>> texts = new HashMap<>();
    tallies.forEach((defect, tally) ->
        tally
            .subjects()
            .forEach(subject ->
                texts
                    .computeIfAbsent(defect, key -> new TreeMap<>())
                    .put(subject.name(), subject.inspected() + " " + subject.found())));
    return texts;
  }

  @Test
  void tallies_randomCourse_areTheSumsOfTheLastTwelveSlots() {
    Map<Defect, Map<String, DefectSubject>> subjects = subjects();
    List<String> names = List.of("", "a", "b");
    for (int course = 0; course < 50; course++) {
      SplittableRandom random = new SplittableRandom(SEED + course);
      long begun = random.nextLong();
      long now = begun;
      TallyTimeline timeline = new TallyTimeline(begun);
      List<Event> events = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        now += random.nextLong(random.nextInt(20) == 0 ? 20 * SLOT : SLOT);
        timeline.advance(now);
        Event event =
            new Event(
                (now - begun) / SLOT,
                DEFECTS.get(random.nextInt(2)),
                names.get(random.nextInt(3)),
                random.nextInt(3),
                random.nextInt(2));
        events.add(event);
        timeline.add(
            event.defect,
            subjects.get(event.defect).get(event.subject),
            event.inspected,
            event.found);
        assertThat(texts(timeline.tallies((defect, subject) -> false)))
            .as("seed %s, step %s", SEED + course, i)
            .isEqualTo(naive(events, event.slot - 11));
      }
    }
  }

  @Test
  void tallies_allowedSubjects_areLeftOutOfBothCounts() {
    DefectSubject a = subjects().get(Defect.SCOPE_LEAK).get("a");
    DefectSubject b = subjects().get(Defect.SCOPE_LEAK).get("b");
    TallyTimeline timeline = new TallyTimeline(0);
    timeline.add(Defect.SCOPE_LEAK, a, 10, 1);
    timeline.add(Defect.SCOPE_LEAK, b, 5, 2);
    Tally left = timeline.tallies((defect, name) -> name.equals("b")).get(Defect.SCOPE_LEAK);
    assertThat(left.subjects())
        .containsExactly(new Tally.Subject("a", 10, 1, List.of(Example.where("shown"))));
    assertThat(timeline.tallies((defect, name) -> true)).isEmpty();
  }

  @Test
  void forget_atAnyTime_beginsAnew() {
    DefectSubject a = subjects().get(Defect.SCOPE_LEAK).get("a");
    TallyTimeline timeline = new TallyTimeline(5);
    timeline.advance(3 * SLOT);
    timeline.add(Defect.SCOPE_LEAK, a, 10, 1);
    timeline.forget(3 * SLOT);
    assertThat(timeline.tallies((defect, name) -> false)).isEmpty();
    timeline.add(Defect.SCOPE_LEAK, a, 3, 0);
    assertThat(timeline.tallies((defect, name) -> false).get(Defect.SCOPE_LEAK).subjects())
        .containsExactly(new Tally.Subject("a", 3, 0, List.of()));
  }
}
