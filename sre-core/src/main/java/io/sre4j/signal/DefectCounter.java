package io.sre4j.signal;

import io.sre4j.finding.Defect;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Counts how often one defect was looked for and found. Thread-safe; look it up once and keep it.
 *
 * <pre>{@code
 * DefectCounter leaks = signals.of(Defect.SCOPE_LEAK);
 * leaks.inspected(); // for each span that could have it
 * leaks.found(scope, traceId); // for each that has
 * }</pre>
 *
 * <p>What is found must be inspected too, or shares are wrong. Where the subject is at hand (a
 * scope's name), use {@link #inspected(String)}: rules that judge subject by subject need it, as
 * each {@link Defect} says. All methods take no lock once a subject is known, allocate nothing
 * beside an example at most 100 times a second, and never throw.
 */
public final class DefectCounter {
  /*
   * State. Two cells for each subject, and its last examples. Subjects are never removed.
   *
   * Progress. Counting is a look-up without a lock and one increment (see Stripes); a subject that
   * is new takes the lock of this object once, until there are as many as may be.
   *
   * Loss and lag bound. Counts: see Stripes. Of examples those beyond WANTED a second are left out.
   *
   * Why not simpler. A map of LongAdders costs four times as much, and a found defect may stand in
   * the way of every request.
   */
  /** More subjects than these are counted together; of routes {@link RouteCounters#MAX_ROUTES}. */
  public static final int MAX_SUBJECTS = 64;

  /** The subject of all that are too many. */
  public static final String OTHER = "other";

  /** How many subjects and examples of a second are wanted. */
  static final int WANTED = 100;

  private static final int MAX_LENGTH = 200;

  private final Defect defect;
  private final CellBoard board;
  private final int maxSubjects;
  private final DefectSubject unnamed;
  private final DefectSubject other;
  private final Map<String, DefectSubject> subjects = new ConcurrentHashMap<>();
  private final AtomicInteger wanted = new AtomicInteger(WANTED);
  private volatile boolean isFull;

  DefectCounter(Defect defect, CellBoard board) {
    this.defect = defect;
    this.board = board;
    this.maxSubjects = defect.isOfRoutes() ? RouteCounters.MAX_ROUTES : MAX_SUBJECTS;
    this.unnamed = new DefectSubject("", board);
    this.other = new DefectSubject(OTHER, board);
  }

  /** Counts one that was looked at, of no subject: one increment. */
  public void inspected() {
    unnamed.inspected();
  }

  /** Counts one that was looked at: a look-up and one increment. */
  public void inspected(@Nullable String subject) {
    of(subject).inspected();
  }

  /**
   * Counts one that is wrong. It is inspected as well: call that before.
   *
   * @param subject which of a small set of names it is about, cut after 200 characters; null if
   *     {@link #wantsSubject()} says that no more are wanted
   * @param traceId the id of the trace that shows it, only if somebody will find that trace; else
   *     null
   */
  public void found(@Nullable String subject, @Nullable String traceId) {
    found(subject, traceId, null);
  }

  /**
   * Counts one that is wrong, with words to its example.
   *
   * @param detail what was wrong with this one; no value that a user typed
   */
  public void found(@Nullable String subject, @Nullable String traceId, @Nullable String detail) {
    DefectSubject counted = of(subject);
    counted.found();
    if (wanted.get() > 0 && wanted.getAndDecrement() > 0) {
      counted.keep(traceId, detail);
    }
  }

  /**
   * Whether it is worth while to make the text of a subject or a detail: false after 100 that were
   * found within a second.
   */
  public boolean wantsSubject() {
    return wanted.get() > 0;
  }

  private DefectSubject of(@Nullable String subject) {
    if (subject == null || subject.isEmpty()) {
      return unnamed;
    }
    String name = subject.length() <= MAX_LENGTH ? subject : subject.substring(0, MAX_LENGTH);
    DefectSubject known = subjects.get(name);
    if (known != null) {
      return known;
    }
    return isFull ? other : make(name);
  }

  private synchronized DefectSubject make(String name) {
    if (subjects.size() >= maxSubjects) {
      isFull = true;
      return subjects.getOrDefault(name, other);
    }
    return subjects.computeIfAbsent(name, unused -> new DefectSubject(name, board));
  }

  /** Passes on what was counted up to the last collection of the board; one thread at a time. */
  void drain(DefectGrowth to) {
    wanted.set(WANTED);
    drain(unnamed, to);
    drain(other, to);
    subjects.values().forEach(subject -> drain(subject, to));
  }

  private void drain(DefectSubject subject, DefectGrowth to) {
    int[] growth = subject.take();
    to.grew(defect, subject, growth[0], growth[1]);
  }
}
