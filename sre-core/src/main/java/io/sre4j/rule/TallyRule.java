package io.sre4j.rule;

import io.sre4j.facts.Facts;
import io.sre4j.facts.Tally;
import io.sre4j.finding.Defect;
import io.sre4j.finding.Finding;
import io.sre4j.finding.Proportion;
import io.sre4j.finding.RuleText;
import io.sre4j.finding.Verdict;
import java.util.Comparator;
import java.util.List;

/**
 * A rule over what adapters count of one defect.
 *
 * <p>By its {@link Shape} it fails from {@link RuleText#minimum} defects on, or if the lower bound
 * of a share's interval is above its threshold, once so many were looked at. Example: of 100 spans,
 * 10 without a route may be as few as 5.5 % of all, which is more than 5 %; 9 may be 4.8 %.
 */
public abstract class TallyRule implements Rule {
  /** The subject of defects that were counted without one. */
  public static final String PROCESS = "this process";

  // Of a share of all, a subject that makes less of it than this is none of the causes.
  private static final double CAUSE = 0.1;

  private final RuleText text;
  private final Defect defect;
  private final Shape shape;
  private final double threshold;

  /** A defect that is wrong however rare. */
  protected TallyRule(RuleText text, Defect defect) {
    this(text, defect, Shape.OCCURRENCE, 0);
  }

  /**
   * A defect that is wrong by its share.
   *
   * @param threshold the share that is still right, from 0 to 1
   */
  protected TallyRule(RuleText text, Defect defect, Shape shape, double threshold) {
    this.text = text;
    this.defect = defect;
    this.shape = shape;
    this.threshold = threshold;
  }

  @Override
  public final RuleText text() {
    return text;
  }

  /** What it judges. */
  public final Defect defect() {
    return defect;
  }

  @Override
  public Verdict judge(Facts facts) {
    Tally tally = facts.tally(defect);
    return switch (shape) {
      case OCCURRENCE -> occurrence(tally);
      case SHARE -> share(tally);
      case SHARE_OF_SUBJECT -> shareOfSubject(tally);
    };
  }

  private Verdict occurrence(Tally tally) {
    Proportion share = tally.share();
    if (share.part() >= text.minimum()) {
      return Verdict.fail(text, share.describe(), share, findings(tally, share, 0));
    }
    return share.whole() < text.minimum()
        ? tooFew(share)
        : Verdict.pass(text, share.describe(), share);
  }

  private Verdict share(Tally tally) {
    Proportion share = tally.share();
    if (share.whole() < text.minimum()) {
      return tooFew(share);
    }
    return share.low() > threshold
        ? Verdict.fail(text, share.describe(), share, findings(tally, share, CAUSE))
        : Verdict.pass(text, share.describe(), share);
  }

  private Verdict shareOfSubject(Tally tally) {
    List<Tally.Subject> judged =
        tally.subjects().stream().filter(s -> s.share().whole() >= text.minimum()).toList();
    if (judged.isEmpty()) {
      return tooFew(tally.share());
    }
    Proportion share = new Tally(judged).share();
    List<Finding> findings =
        judged.stream()
            .filter(subject -> subject.share().low() > threshold)
            .sorted(Comparator.comparingLong(subject -> -subject.found()))
            .map(subject -> finding(subject, subject.share().whole()))
            .toList();
    return findings.isEmpty()
        ? Verdict.pass(text, share.describe(), share)
        : Verdict.fail(text, share.describe(), share, findings);
  }

  private Verdict tooFew(Proportion share) {
    return Verdict.noTraffic(
        text, share.whole() + " seen, " + text.minimum() + " are enough to judge");
  }

  /** One for each subject that has so much of what was found; if none was named, for all. */
  private List<Finding> findings(Tally tally, Proportion share, double part) {
    List<Tally.Subject> wrong =
        tally.subjects().stream()
            .filter(subject -> subject.found() > 0)
            .sorted(Comparator.comparingLong(subject -> -subject.found()))
            .toList();
    List<Tally.Subject> named = wrong.stream().filter(Tally.Subject::isNamed).toList();
    List<Tally.Subject> subjects = named.isEmpty() ? wrong : named;
    long enough = Math.min(subjects.get(0).found(), (long) Math.ceil(part * share.part()));
    return subjects.stream()
        .filter(subject -> subject.found() >= enough)
        .map(subject -> finding(subject, Math.max(subject.share().whole(), share.whole())))
        .toList();
  }

  private Finding finding(Tally.Subject subject, long of) {
    String name = subject.isNamed() ? subject.name() : PROCESS;
    return Finding.of(text, name, subject.found(), of, subject.examples());
  }
}
