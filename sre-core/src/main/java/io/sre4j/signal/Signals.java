package io.sre4j.signal;

import io.sre4j.finding.Defect;
import io.sre4j.finding.Hook;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Where adapters say what they saw. Thread-safe. */
public final class Signals {
  private final CellBoard board;
  private final RouteCounters routes;
  private final SpanCounts spans;
  private final BadRequests badRequests = new BadRequests();
  private final Sources sources = new Sources();
  private final Map<Defect, DefectCounter> defects = new EnumMap<>(Defect.class);
  private final Set<Hook> hooks = ConcurrentHashMap.newKeySet();
  private final Map<Hook, String> missing = new ConcurrentHashMap<>();
  private final AtomicInteger epoch = new AtomicInteger();

  Signals(Instant now) {
    this.board = new CellBoard(now);
    this.routes = new RouteCounters(board);
    this.spans = new SpanCounts(board);
    for (Defect defect : Defect.values()) {
      defects.put(defect, new DefectCounter(defect, board));
    }
  }

  /** The routes that are served. */
  public RouteCounters routes() {
    return routes;
  }

  /** The counter of a defect; always the same one. */
  public DefectCounter of(Defect defect) {
    DefectCounter counter = defects.get(defect);
    if (counter == null) {
      throw new IllegalArgumentException("no defect");
    }
    return counter;
  }

  /** The spans of the process, from start to exporter. */
  public SpanCounts spans() {
    return spans;
  }

  /** The verdicts on requests that are bad. */
  public BadRequests badRequests() {
    return badRequests;
  }

  /** What is asked for rather than counted. */
  public Sources sources() {
    return sources;
  }

  /** Says that an adapter listens there, from now on; what needs it can be judged. */
  public void attached(Hook hook) {
    hooks.add(hook);
  }

  /** Whether an adapter listens there. */
  public boolean isAttached(Hook hook) {
    return hooks.contains(hook);
  }

  /**
   * Says why nothing can listen there, as long as nothing does.
   *
   * @param reason such as {@code tracing is Brave}
   */
  public void missing(Hook hook, String reason) {
    missing.put(hook, reason);
  }

  /** Why rules that need it cannot judge while nothing listens there. */
  public String missing(Hook hook) {
    return missing.getOrDefault(hook, hook.missing());
  }

  /**
   * Another number each time that what was counted is forgotten, at the end of the warm-up: who
   * counts a thing once has to count it again.
   */
  public int epoch() {
    return epoch.get();
  }

  void nextEpoch() {
    epoch.incrementAndGet();
  }

  CellBoard board() {
    return board;
  }

  void drain(DefectGrowth to) {
    defects.values().forEach(counter -> counter.drain(to));
  }
}
