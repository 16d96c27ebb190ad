package io.sre4j.coverage;

import io.sre4j.SreEngine;
import io.sre4j.coverage.report.CoverageReport;
import io.sre4j.finding.Baseline;
import io.sre4j.finding.Finding;
import io.sre4j.finding.RuleText;
import io.sre4j.score.ScoreBoard;
import io.sre4j.signal.SignalDrain;
import io.sre4j.signal.Signals;
import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.slo.Slo;
import io.sre4j.time.Tick;
import io.sre4j.time.TimeSource;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Knows what this process serves and what of it is traced, and what is wrong with its telemetry.
 *
 * <pre>{@code
 * Coverage coverage = Coverage.builder(engine).build();
 * RouteCounter orders = coverage.signals().routes().of("GET /orders", Set.of("http"));
 * coverage.signals().attached(Hook.OPERATIONS);
 * orders.count(TraceState.SAMPLED); // for each request
 * }</pre>
 *
 * <p>Thread-safe. Close it before its engine.
 */
public final class Coverage implements AutoCloseable {
  /** The name of the SLI and of the SLO that {@link CoverageSettings.Builder#asSlo} makes. */
  public static final String SLO = "tracing-coverage";

  private static final Logger LOG = System.getLogger(Coverage.class.getName());
  private static final Duration COLLECT = Duration.ofSeconds(1);
  private static final long JUDGE = Duration.ofSeconds(10).toNanos();

  private final Object lock = new Object();
  private final TimeSource clock;
  private final SignalDrain drain;
  private final Inspector inspector;
  private final FindingsLog log;
  private final PeriodicTasks tasks = new PeriodicTasks();
  private final CoverageSettings settings;
  private final Runnable unwatch;
  private final @Nullable ScheduledThreadPoolExecutor executor;
  private volatile List<Slo> slos = List.of();
  private volatile CoverageReport report;
  private long judged;
  private volatile boolean hasFailed;
  private boolean isClosed;

  private Coverage(Builder builder) {
    this.clock = builder.clock;
    this.settings = builder.settings;
    CoverageSlo slo = settings.isSlo() ? new CoverageSlo(builder.engine, settings.target()) : null;
    Tick now = clock.now();
    this.drain = new SignalDrain(now.at());
    this.inspector = new Inspector(settings, drain, slo, now);
    this.log = new FindingsLog(now.nanos());
    this.unwatch = builder.engine.watchSlos(present -> slos = List.copyOf(present));
    this.judged = now.nanos();
    this.report = inspector.judge(now, slos);
    this.executor = builder.isManual ? null : start();
  }

  /** Starts a definition over an engine. */
  public static Builder builder(SreEngine engine) {
    return new Builder(engine);
  }

  /** What each rule says about itself, by number. */
  public static List<RuleText> rules() {
    return Inspector.texts();
  }

  /** Where adapters say what they saw. */
  public Signals signals() {
    return drain.signals();
  }

  /** Where adapters say what they saw of the rules of the Instrumentation Score. */
  public ScoreBoard score() {
    return inspector.score();
  }

  /**
   * What was left out since the beginning, by kind: {@code findings} that were not logged, {@code
   * verdicts} that a listener threw at, and what adapters tell. Each count only grows.
   */
  public Map<String, Long> dropped() {
    Map<String, Long> dropped = new TreeMap<>(drain.dropped());
    dropped.put("findings", log.unlogged());
    dropped.put("verdicts", drain.signals().badRequests().failures());
    return dropped;
  }

  /**
   * Takes in what was counted, judges it now and runs the tasks of {@link #eachSecond}. The
   * inspector's thread does so every 10 seconds; calling it in between does no harm.
   */
  public void inspect() {
    synchronized (lock) {
      Tick now = clock.now();
      inspector.collect(now);
      judge(now);
      tasks.run();
    }
  }

  /** What the last inspection saw and judged; one read of memory. */
  public CoverageReport report() {
    return report;
  }

  /**
   * Tells each finding once while the process runs, on the inspector's thread; what the listener
   * throws is logged once.
   *
   * @return what removes the listener
   * @throws InvalidDefinitionException if 16 listen already
   */
  public Runnable onFinding(Consumer<Finding> listener) {
    return log.add(listener);
  }

  /**
   * Runs a task each second on the inspector's thread, for what has to let go of old things; it
   * should take no longer than a millisecond. What it throws is logged once, and it is run again.
   *
   * @return what ends it
   * @throws InvalidDefinitionException if there are 16 tasks already
   */
  public Runnable eachSecond(Runnable task) {
    return tasks.add(task);
  }

  /** Inspects once more, leaves the findings in their file if there is one, and stops. */
  @Override
  public void close() {
    synchronized (lock) {
      if (isClosed) {
        return;
      }
      isClosed = true;
    }
    if (executor != null) {
      executor.shutdownNow();
    }
    guarded(this::inspect);
    unwatch.run();
    settings.findingsFile().ifPresent(this::write);
  }

  private void write(Path file) {
    try {
      Baseline.of(report.findings()).write(file);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "the findings could not be written to " + file, e);
    }
  }

  private ScheduledThreadPoolExecutor start() {
    ScheduledThreadPoolExecutor started =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread thread = new Thread(work, "sre4j-inspector");
              thread.setDaemon(true);
              return thread;
            });
    long nanos = COLLECT.toNanos();
    ScheduledFuture<?> unused =
        started.scheduleWithFixedDelay(
            () -> guarded(this::look), nanos, nanos, TimeUnit.NANOSECONDS);
    return started;
  }

  private void look() {
    synchronized (lock) {
      Tick now = clock.now();
      inspector.collect(now);
      if (now.nanos() - judged >= JUDGE) {
        judge(now);
      }
      tasks.run();
    }
  }

  private void judge(Tick now) {
    judged = now.nanos();
    CoverageReport made = inspector.judge(now, slos);
    report = made;
    log.tell(made.findings(), now.nanos());
  }

  private void guarded(Runnable work) {
    try {
      work.run();
    } catch (Throwable thrown) {
      if (!hasFailed) {
        hasFailed = true;
        LOG.log(Level.WARNING, "an inspection failed; counting goes on, logged once", thrown);
      }
    }
  }

  /** Collects a definition. Not thread-safe. */
  public static final class Builder {
    private final SreEngine engine;
    private CoverageSettings settings = CoverageSettings.builder().build();
    private TimeSource clock = TimeSource.system();
    private boolean isManual;

    private Builder(SreEngine engine) {
      this.engine = engine;
    }

    /** How coverage is judged. */
    public Builder settings(CoverageSettings settings) {
      this.settings = settings;
      return this;
    }

    /** The clocks to read; the machine's unless set. */
    public Builder timeSource(TimeSource clock) {
      this.clock = clock;
      return this;
    }

    /** Starts no thread: whoever holds it calls {@link Coverage#inspect()}. */
    public Builder manual() {
      this.isManual = true;
      return this;
    }

    /**
     * Starts to inspect.
     *
     * @throws InvalidDefinitionException if coverage is to be an SLO and the engine has one of that
     *     name
     */
    public Coverage build() {
      return new Coverage(this);
    }
  }
}
