package io.sre4j.sli;

import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.slo.Sli;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Stream;

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
  private final SliDelta delta;
  private final LatencyScale scale;
  private final int buckets;
  private BurnLog[] logs = SliRecorder.NO_LOGS;
  // The newest first.
  private Cells[] layouts;

  /**
   * Creates an SLI that has counted nothing, with a recorder for the host.
   *
   * @param thresholds those known from the start; {@link #cutAt} adds others later
   */
  public SliDrain(Sli.Events sli, Stripes stripes, Collection<Duration> thresholds) {
    this.sli = sli;
    this.stripes = stripes;
    this.scale = new LatencyScale(sli.precision().subBucketBits());
    this.buckets = scale.buckets();
    long[] nanos = thresholds.stream().mapToLong(Duration::toNanos).distinct().toArray();
    if (nanos.length > MAX_THRESHOLDS) {
      throw tooMany(nanos.length + " thresholds");
    }
    this.firstClass = stripes.allocate(Cells.CLASSES);
    this.layouts = new Cells[] {new Cells(new Layout(scale, nanos), stripes)};
    this.delta = new SliDelta(current().layout);
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
    layouts = Stream.concat(Stream.of(next), Stream.of(layouts)).toArray(Cells[]::new);
    delta.use(next.layout);
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
    logs = Arrays.copyOf(logs, logs.length + 1);
    logs[logs.length - 1] = created;
    if (created.isOfFailures()) {
      recorder.logFailures(created);
    } else {
      recorder.logSlow(Stream.of(logs).filter(log -> !log.isOfFailures()).toArray(BurnLog[]::new));
    }
    return created;
  }

  /** What the last {@link #drain} took out. */
  public SliDelta delta() {
    return delta;
  }

  /**
   * Takes out what was collected since the last drain; always the same object.
   *
   * @see Stripes#collect
   */
  public SliDelta drain() {
    delta.reset(stripes.zeros(buckets));
    delta.addClasses(stripes.take(firstClass, Cells.CLASSES));
    for (Cells cells : layouts) {
      delta.addBands(cells, stripes.take(cells.first, cells.bands));
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
    return layouts[0];
  }
}
