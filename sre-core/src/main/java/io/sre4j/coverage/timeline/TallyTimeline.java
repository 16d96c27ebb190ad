package io.sre4j.coverage.timeline;

import io.sre4j.facts.Tally;
import io.sre4j.finding.Defect;
import io.sre4j.signal.DefectSubject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/** How often defects were looked for and found in the last hour. Not thread-safe. */
public final class TallyTimeline {
  private static final int INSPECTED = 0;
  private static final int FOUND = 1;

  private final HourCounts<DefectSubject> recent;
  private final Map<Defect, List<DefectSubject>> subjects = new EnumMap<>(Defect.class);

  /** Begins at an instant of the monotonic clock. */
  public TallyTimeline(long nanos) {
    this.recent = new HourCounts<>(2, nanos);
  }

  /** Begins the hour anew. */
  public void forget(long nanos) {
    recent.forget(nanos);
    subjects.clear();
  }

  /** Goes on to an instant; slots that are over an hour old begin anew. */
  public void advance(long nanos) {
    recent.advance(nanos);
  }

  /** Adds to the running slot. */
  public void add(Defect defect, DefectSubject subject, int inspected, int found) {
    if (inspected == 0 && found == 0) {
      return;
    }
    if (!recent.keys().contains(subject)) {
      subjects.computeIfAbsent(defect, unused -> new ArrayList<>()).add(subject);
    }
    recent.add(subject, inspected, found);
  }

  /**
   * What was counted in the last hour; defects of which nothing was are left out.
   *
   * @param isAllowed which subjects of a defect are left out
   */
  public Map<Defect, Tally> tallies(BiPredicate<Defect, String> isAllowed) {
    Map<Defect, Tally> tallies = new EnumMap<>(Defect.class);
    subjects.forEach((defect, counted) -> {
      List<Tally.Subject> its =
          counted.stream()
              .filter(subject -> !isAllowed.test(defect, subject.name()))
              .map(this::subject)
              .filter(subject -> subject.inspected() + subject.found() > 0)
              .sorted(Comparator.comparing(Tally.Subject::name))
              .toList();
      if (!its.isEmpty()) {
        tallies.put(defect, new Tally(its));
      }
    });
    return tallies;
  }

  private Tally.Subject subject(DefectSubject subject) {
    long[] sum = recent.sum(subject);
    return new Tally.Subject(
        subject.name(),
        sum[INSPECTED],
        sum[FOUND],
        sum[FOUND] == 0 ? List.of() : subject.examples());
  }
}
