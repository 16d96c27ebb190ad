package io.sre4j.micrometer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.sre4j.SreEngine;
import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.slo.Slo;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The SLOs of an engine as meters; those that are added or removed while it runs appear and vanish.
 *
 * <table>
 * <caption>Meters, each with the tag {@code slo}</caption>
 * <tr><th>Micrometer</th><th>Prometheus</th><th>what it is</th></tr>
 * <tr><td>{@code sre.slo.events} with {@code outcome} good, bad, excluded</td>
 *   <td>{@code sre_slo_events_total}</td>
 *   <td>events since the SLO was added, all series from zero on; the only one to sum up over
 *   instances</td></tr>
 * <tr><td>{@code sre.slo.objective}</td><td>{@code sre_slo_objective}</td>
 *   <td>the target, from 0 to 1; a composite has none</td></tr>
 * <tr><td>{@code sre.slo.window}</td><td>{@code sre_slo_window_seconds}</td>
 *   <td>the period, of a page of the calendar its nominal length</td></tr>
 * <tr><td>{@code sre.slo.burn_rate} with {@code window}</td><td>{@code sre_slo_burn_rate}</td>
 *   <td>of this instance, NaN without events; never to be averaged</td></tr>
 * <tr><td>{@code sre.slo.budget.remaining}</td><td>{@code sre_slo_budget_remaining}</td>
 *   <td>1 untouched, below 0 overspent, of what this instance has measured of the period; NaN
 *   without events</td></tr>
 * <tr><td>{@code sre.slo.budget.coverage}</td><td>{@code sre_slo_budget_coverage}</td>
 *   <td>the share of the period that this instance has measured; below 0.9 the budget is not to be
 *   believed</td></tr>
 * <tr><td>{@code sre.slo.info}</td><td>{@code sre_slo_info}</td>
 *   <td>1, with what does not change as tags</td></tr>
 * </table>
 *
 * <p>Values are those of the last tick. Burn rates are one read of memory; for the others the
 * engine's lock is taken shortly, once per SLO and tick at most. At most so many SLOs have meters;
 * {@code sre.slo.unpublished} says how many do not. Thread-safe.
 */
public final class SreMeters implements MeterBinder, AutoCloseable {
  /** How many SLOs have meters unless said otherwise. */
  public static final int DEFAULT_MAX_SLOS = 1_000;

  private final SreEngine engine;
  private final int maxSlos;
  private final Map<MeterRegistry, Binding> bindings = new IdentityHashMap<>();
  private final Runnable watch;
  private List<Slo> slos = List.of();

  /** Meters for at most {@value #DEFAULT_MAX_SLOS} SLOs of an engine. */
  public SreMeters(SreEngine engine) {
    this(engine, DEFAULT_MAX_SLOS);
  }

  /**
   * Meters for at most so many SLOs, the first ones come first.
   *
   * @throws InvalidDefinitionException if it is less than 1
   */
  public SreMeters(SreEngine engine, int maxSlos) {
    if (maxSlos < 1) {
      throw new InvalidDefinitionException("maxSlos", maxSlos, "is a number from 1 on");
    }
    this.engine = engine;
    this.maxSlos = maxSlos;
    this.watch = engine.watchSlos(this::update);
  }

  /** Adds the meters to a registry, once. */
  @Override
  public synchronized void bindTo(MeterRegistry registry) {
    bindings.computeIfAbsent(registry, r -> new Binding(engine, r, maxSlos)).update(slos);
  }

  private synchronized void update(List<Slo> now) {
    slos = now;
    bindings.values().forEach(binding -> binding.update(now));
  }

  /** Removes the meters from all registries; the engine goes on. */
  @Override
  public void close() {
    watch.run();
    synchronized (this) {
      bindings.values().forEach(Binding::close);
      bindings.clear();
    }
  }
}
