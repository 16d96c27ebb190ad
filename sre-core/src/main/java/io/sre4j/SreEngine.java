package io.sre4j;

import io.sre4j.alert.AlertListener;
import io.sre4j.alert.AlertTransition;
import io.sre4j.budget.BurnDown;
import io.sre4j.fleet.FleetWindow;
import io.sre4j.fleet.PrometheusHistory;
import io.sre4j.history.Snapshot;
import io.sre4j.report.BurnRates;
import io.sre4j.report.SloStatus;
import io.sre4j.report.SreReport;
import io.sre4j.sli.SliRecorder;
import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.slo.Sli;
import io.sre4j.slo.Slo;
import io.sre4j.store.Store;
import io.sre4j.store.StoreStatus;
import io.sre4j.time.Span;
import io.sre4j.time.Tick;
import io.sre4j.time.TimeSource;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The operations engineer inside the service: counts what users experience, knows the error budgets
 * and burn rates, and tells when and why a budget burns.
 *
 * <pre>{@code
 * SreEngine engine = SreEngine.builder()
 *     .sli(Sli.events("checkout"))
 *     .slo(Slo.builder("checkout-availability")
 *         .objective(Objective.availability("checkout", Target.of("99.95%")))
 *         .build())
 *     .listener(transition -> System.out.println(transition))
 *     .build();
 * SliRecorder checkout = engine.recorder("checkout");
 * }</pre>
 *
 * <p>Thread-safe. Knows this process only, since it was built; with {@link Builder#store} also what
 * the run before had counted. Engines share nothing.
 */
public final class SreEngine implements AutoCloseable {
  private static final Logger LOG = System.getLogger(SreEngine.class.getName());

  private final Roster.Guard lock = new Roster.Guard();
  private final TimeSource clock;
  private final Timekeeper time;
  private final Roster roster;
  private final Maintenances maintenances;
  private final Memory memory;
  private final AlertListeners listeners = new AlertListeners();
  private final SloWatchers watchers;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Set<String> failures = ConcurrentHashMap.newKeySet();
  private final @Nullable Ticker ticker;

  private SreEngine(Builder builder, Tick now, Memory memory) {
    this.clock = builder.clock;
    this.memory = memory;
    this.time = new Timekeeper(now, builder.interval, memory.before());
    this.roster = new Roster(time, memory.recollection());
    this.maintenances = new Maintenances(roster, time);
    this.watchers = new SloWatchers(() -> lock.get(roster::definitions), this::logOnce);
    builder.slis.forEach(sli -> roster.add(sli, builder.slos));
    builder.probes.forEach(p -> roster.add(p.getKey(), p.getValue(), this::logOnce));
    builder.slos.forEach(slo -> roster.add(slo, builder.leftOut));
    builder.listeners.forEach(listeners::add);
    roster.logStart();
    memory.start(this::snapshot, builder.manualTicks ? null : builder.interval);
    memory.readFleet(builder.fleet, roster.definitions(), now.at());
    this.ticker = builder.manualTicks ? null : new Ticker(builder.interval, this::guardedTick);
  }

  /** Starts a definition with a tick of one second. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * The recorder of an SLI; keep it.
   *
   * @throws InvalidDefinitionException if there is no such SLI of events
   */
  public SliRecorder recorder(String sli) {
    return lock.get(() -> roster.recorder(sli));
  }

  /**
   * Adds an SLI of events while the engine runs.
   *
   * @throws InvalidDefinitionException if there is one of that name; nothing has changed then
   */
  public void add(Sli.Events sli) {
    lock.run(() -> roster.add(sli, List.of()));
  }

  /**
   * Adds an SLO while events are recorded. Its history begins now; no event is lost or counted
   * twice.
   *
   * @throws InvalidDefinitionException if there is one of that name or its SLI does not exist;
   *     nothing has changed then, and the engine goes on
   */
  public void add(Slo slo) {
    lock.run(() -> maintenances.joinedBy(roster.add(slo)));
    watchers.tell();
  }

  /**
   * Puts an SLO in the place of the one of its name. Counts and alerts go on where they still mean
   * the same, as across a restart; of what was excluded until now nothing can be revoked for it.
   *
   * @throws InvalidDefinitionException if there is none of that name or its SLI does not exist;
   *     nothing has changed then
   */
  public void replace(Slo slo) {
    lock.run(() -> maintenances.joinedBy(roster.replace(slo)));
    watchers.tell();
  }

  /** Removes an SLO and its history, if it exists, and resolves its alerts; its SLI goes on. */
  public void remove(String slo) {
    lock.run(() -> roster.removeSlo(slo).forEach(listeners::tell));
    watchers.tell();
  }

  /**
   * Tells which SLOs there are, at once and after each change, on the thread that made it and
   * without the engine's lock; logs once what it throws. Returns what ends it.
   */
  public Runnable watchSlos(Consumer<List<Slo>> watcher) {
    return watchers.add(watcher);
  }

  /** Adds a listener; see {@link AlertListener} for what it may do. */
  public void add(AlertListener listener) {
    listeners.add(listener);
  }

  /** Removes a listener; it may do so itself. */
  public void remove(AlertListener listener) {
    listeners.remove(listener);
  }

  /**
   * All that is known of one SLO.
   *
   * @throws InvalidDefinitionException if there is no such SLO
   */
  public SloStatus status(String slo) {
    return lock.get(() -> roster.slo("slo", slo).status(time.asOf()));
  }

  /**
   * How the budget of one SLO went through its period.
   *
   * @throws InvalidDefinitionException if there is no such SLO
   */
  public BurnDown burnDown(String slo) {
    return lock.get(() -> roster.slo("slo", slo).burnDown(time.asOf()));
  }

  /**
   * The burn rates of one SLO, renewed by every tick from now on, at a small cost; keep them.
   *
   * @throws InvalidDefinitionException if there is no such SLO
   */
  public BurnRates burnRates(String slo) {
    return lock.get(() -> roster.slo("slo", slo).burnRates(time.asOf()));
  }

  /**
   * The burn rates of one SLO as of the last tick: never renewed, so they belong together.
   *
   * @throws InvalidDefinitionException if there is no such SLO
   */
  public BurnRates burnRatesNow(String slo) {
    return lock.get(() -> roster.slo("slo", slo).burnRatesNow(time.asOf()));
  }

  /** All that is known. */
  public SreReport report() {
    return lock.get(() -> roster.report(listeners.dropped(), listeners.failed()));
  }

  /**
   * Takes over what was recorded since the tick before, and looks at all alerts. The ticker does so
   * once per interval; calling it in between does no harm.
   *
   * @return what changed, as listeners are told
   */
  public List<AlertTransition> tick() {
    return lock.get(() -> {
      Span span = time.advance(clock.now());
      List<AlertTransition> transitions = roster.tick(span);
      transitions.forEach(listeners::tell);
      roster.logDetectability(span.at());
      return transitions;
    });
  }

  /**
   * Excludes events from now until {@link Maintenance#end()}.
   *
   * @param reason why, for the record
   * @param slos the SLOs it is for; none means all
   * @throws InvalidDefinitionException if an SLO does not exist, or 64 maintenances are kept
   */
  public Maintenance exclude(String reason, String... slos) {
    return lock.get(
        () -> maintenances.begin(new Maintenance(this, reason, time.asOf(), null, Set.of(slos))));
  }

  /**
   * Excludes the events of an interval, which may have begun before or begin later. Of what was
   * counted already, the first and last slot are taken in proportion.
   *
   * @param from included; not before what the history of the SLOs still holds
   * @param to excluded; after {@code from}
   * @param slos the SLOs it is for; none means all
   * @throws InvalidDefinitionException if the interval is empty or too old, an SLO does not exist,
   *     or 64 maintenances are kept
   */
  public Maintenance exclude(String reason, Instant from, Instant to, String... slos) {
    return lock.get(
        () -> maintenances.begin(new Maintenance(this, reason, from, to, Set.of(slos))));
  }

  /** Takes over what was recorded, tells listeners, waits for them for two seconds, and stops. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      if (ticker != null) {
        ticker.stop();
      }
      guardedTick();
      memory.close(this::snapshot);
      listeners.close();
    }
  }

  /** What the store of this engine has done; empty without one. */
  public Optional<StoreStatus> store() {
    return memory.status();
  }

  /** What the fleet has counted, by SLO, as far as that was read; see {@link Builder#backfill}. */
  public Map<String, FleetWindow> fleet() {
    return memory.fleet();
  }

  Snapshot snapshot() {
    return memory.snapshot(roster, time, lock, listeners::tell);
  }

  void end(Maintenance maintenance) {
    lock.run(() -> maintenances.end(maintenance));
  }

  void revoke(Maintenance maintenance) {
    lock.run(() -> maintenances.revoke(maintenance));
  }

  private void guardedTick() {
    try {
      tick();
    } catch (Throwable thrown) {
      logOnce("a tick", thrown);
    }
  }

  private void logOnce(String what, Throwable thrown) {
    if (failures.add(what)) {
      LOG.log(Level.WARNING, what + " failed; counting goes on, this is logged once", thrown);
    }
  }

  /** Collects a definition; {@link #build()} checks it as a whole. Not thread-safe. */
  public static final class Builder {
    private final List<Sli.Events> slis = new ArrayList<>();
    private final List<Map.Entry<Sli, DoubleSupplier>> probes = new ArrayList<>();
    private final List<Slo> slos = new ArrayList<>();
    private final List<AlertListener> listeners = new ArrayList<>();
    private Duration interval = Duration.ofSeconds(1);
    private TimeSource clock = TimeSource.system();
    private boolean manualTicks;
    private @Nullable Store store;
    private @Nullable PrometheusHistory fleet;
    private @Nullable Consumer<InvalidDefinitionException> leftOut;

    private Builder() {}

    /** Adds an SLI of events that the service records. */
    public Builder sli(Sli.Events sli) {
      slis.add(sli);
      return this;
    }

    /**
     * Adds a gauge that is sampled once per tick, on the ticker's thread.
     *
     * @param sample must return at once; NaN, or throwing, means that there is no value
     */
    public Builder probe(Sli.Gauge sli, DoubleSupplier sample) {
      probes.add(Map.entry(sli, sample));
      return this;
    }

    /**
     * Adds a yes or no that is sampled once per tick, on the ticker's thread.
     *
     * @param sample must return at once; throwing means that there is no value
     */
    public Builder probe(Sli.Up sli, BooleanSupplier sample) {
      probes.add(Map.entry(sli, () -> sample.getAsBoolean() ? 1 : 0));
      return this;
    }

    /** Adds a promise about SLIs of this engine. */
    public Builder slo(Slo slo) {
      slos.add(slo);
      return this;
    }

    /** Adds a listener; see {@link AlertListener} for what it may do. */
    public Builder listener(AlertListener listener) {
      listeners.add(listener);
      return this;
    }

    /** How often to look: from 100 ms to 1 minute, 1 second unless set. */
    public Builder tick(Duration interval) {
      this.interval = interval;
      return this;
    }

    /** The clocks to read; the machine's unless set. */
    public Builder timeSource(TimeSource clock) {
      this.clock = clock;
      return this;
    }

    /** Remembers across restarts what was counted; without it every engine begins anew. */
    public Builder store(Store store) {
      this.store = store;
      return this;
    }

    /** Reads once, while the engine runs, what the fleet has counted over each SLO's period. */
    public Builder backfill(PrometheusHistory source) {
      this.fleet = source;
      return this;
    }

    /** Leaves out SLOs that this engine cannot measure, and tells why; else they are errors. */
    public Builder leaveOut(Consumer<InvalidDefinitionException> told) {
      this.leftOut = told;
      return this;
    }

    /** Starts no thread: whoever holds the engine calls {@link SreEngine#tick()}. */
    public Builder manualTicks() {
      this.manualTicks = true;
      return this;
    }

    /**
     * Checks the definition and starts the engine.
     *
     * @throws InvalidDefinitionException if two SLIs or two SLOs have one name, an SLO's SLI is not
     *     defined, the tick is out of range, or less may be lost than a store can keep
     */
    public SreEngine build() {
      Timekeeper.check(interval);
      Tick now = clock.now();
      Memory memory = Memory.open(store, now, interval);
      try {
        return new SreEngine(this, now, memory);
      } catch (RuntimeException e) {
        memory.close();
        throw e;
      }
    }
  }
}
