package io.sre4j.facts;

import io.sre4j.finding.Example;
import io.sre4j.finding.Proportion;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How often a defect was looked for and found, in the time judged. Immutable.
 *
 * @param subjects what was counted of each subject; what was counted without one has an empty name
 */
public record Tally(List<Subject> subjects) {
  /** Nothing was looked at. */
  public static final Tally NONE = new Tally(List.of());

  /** Copies the list. */
  public Tally {
    subjects = List.copyOf(subjects);
  }

  /** What was found of what was looked at, over all subjects. */
  public Proportion share() {
    long found = subjects.stream().mapToLong(Subject::found).sum();
    long inspected = subjects.stream().mapToLong(Subject::inspected).sum();
    return new Proportion(found, Math.max(found, inspected));
  }

  /** The subject of a name, if anything was counted of it. */
  public Optional<Subject> subject(String name) {
    return subjects.stream().filter(subject -> subject.name.equals(name)).findFirst();
  }

  /** Only the subjects whose name passes. */
  public Tally only(Predicate<String> names) {
    return new Tally(subjects.stream().filter(subject -> names.test(subject.name)).toList());
  }

  /**
   * What was counted of one subject. Immutable.
   *
   * @param name a scope, a route, a key; empty for what was counted without one
   * @param inspected how many were looked at
   * @param found how many of them are wrong
   * @param examples the last ones that are wrong, at most 8
   */
  public record Subject(String name, long inspected, long found, List<Example> examples) {

    /** Copies the list. */
    public Subject {
      examples = List.copyOf(examples);
    }

    /** What was found of what was looked at. */
    public Proportion share() {
      return new Proportion(found, Math.max(found, inspected));
    }

    /** Whether it was counted under a name. */
    public boolean isNamed() {
      return !name.isEmpty();
    }
  }
}
