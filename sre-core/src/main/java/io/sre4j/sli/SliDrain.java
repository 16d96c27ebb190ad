package io.sre4j.sli;

import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.slo.Sli;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The engine's end of an SLI: learns the thresholds that objectives need, and takes out what was
 * recorded. Not thread-safe, except that its recorder may be used all the while.
 */
public final class SliDrain {
  /** More thresholds than that are refused: each leaves cells behind that are drained for ever. */
  public static final int MAX_THRESHOLDS = 16;

  private final Sli.Events sli;
  private final Stripes stripes;
  private final SliRecorder recorder;
  private final int firstClass;
  private final int[] passedOn = new int[Cells.CLASSES];
  private final SliDelta delta;
  private final LatencyScale scale;
  private final List<Cells> layouts = new ArrayList<>();
  private final List<BurnLog> logs = new ArrayList<>();

  /**
   * Creates an SLI that has counted nothing, with a recorder for the host.
   *
   * @param thresholds those known from the start; {@link #cutAt} adds others later
   */
  public SliDrain(Sli.Events sli, Stripes stripes, Collection<Duration> thresholds) {
    this.sli = sli;
    this.stripes = stripes;
    this.scale = new LatencyScale(sli.precision().subBucketBits());
    this.delta = new SliDelta(scale.buckets());
    long[] nanos = thresholds.stream().mapToLong(Duration::toNanos).distinct().toArray();
    if (nanos.length > MAX_THRESHOLDS) {
      throw tooMany(nanos.length + " thresholds");
    }
    this.firstClass = stripes.allocate(Cells.CLASSES);
    layouts.add(new Cells(new Layout(scale, nanos), stripes));
    this.recorder = new SliRecorder(current(), stripes, firstClass);
  }

  /** What the host records with. */
  public SliRecorder recorder() {
    return recorder;
  }

  /** The buckets of its distribution. */
  public LatencyScale scale() {
    return scale;
  }

  /**
   * Cuts the bands of latency at a threshold, unless they are already; events may be recorded
   * meanwhile, and each is counted once, in the old layout or the new.
   *
   * @throws InvalidDefinitionException if the SLI already has {@value #MAX_THRESHOLDS}
   */
  public void cutAt(Duration threshold) {
    Layout layout = current().layout;
    long nanos = threshold.toNanos();
    if (layout.has(nanos)) {
      return;
    }
    if (layout.thresholdCount() == MAX_THRESHOLDS) {
      throw tooMany(threshold + " as threshold number " + (MAX_THRESHOLDS + 1));
    }
    Cells next = new Cells(layout.with(nanos), stripes);
    layouts.add(0, next);
    recorder.use(next);
  }

  /**
   * The log of the good events that take longer than the threshold, or of failures if that is
   * {@link Long#MAX_VALUE}; made at first use.
   */
  public BurnLog logOf(long thresholdNanos) {
    for (BurnLog log : logs) {
      if (log.threshold() == thresholdNanos) {
        return log;
      }
    }
    BurnLog created = new BurnLog(thresholdNanos);
    logs.add(created);
    if (created.isOfFailures()) {
      recorder.logFailures(created);
    } else {
      recorder.logSlow(logs.stream().filter(log -> !log.isOfFailures()).toArray(BurnLog[]::new));
    }
    return created;
  }

  /**
   * Takes out what was collected since the last drain. The result is valid until the next.
   *
   * @see Stripes#collect
   */
  public SliDelta drain() {
    delta.reset(current().layout);
    delta.addClasses(stripes.growth(firstClass, passedOn));
    for (Cells cells : layouts) {
      delta.addBands(cells.layout, cells.drain());
    }
    return delta;
  }

  /** Attribute functions and classifiers that threw. */
  public long failedAttributes() {
    return recorder.failedAttributes();
  }

  private InvalidDefinitionException tooMany(String value) {
    return new InvalidDefinitionException(
        "slis." + sli.name() + ".thresholds",
        value,
        "an SLI has at most " + MAX_THRESHOLDS + "; let SLOs share thresholds");
  }

  private Cells current() {
    return layouts.get(0);
  }
}
