package io.sre4j.otel.metrics;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.metrics.BatchCallback;
import io.opentelemetry.api.metrics.Meter;
import io.sre4j.SreEngine;
import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.slo.Slo;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The SLOs of an engine as OpenTelemetry metrics; those that are added or removed while it runs
 * appear and vanish.
 *
 * <pre>{@code
 * OtelMeters meters = OtelMeters.register(openTelemetry, engine);
 * }</pre>
 *
 * <table>
 * <caption>Metrics, each with the attribute {@code slo}</caption>
 * <tr><th>OpenTelemetry</th><th>unit</th><th>Prometheus</th><th>what it is</th></tr>
 * <tr><td>{@code sre.slo.events} with {@code outcome} good, bad, excluded</td>
 *   <td>{@code {event}}</td><td>{@code sre_slo_events_total}</td>
 *   <td>counter of events since the SLO was added, all series from zero on; the only one to sum up
 *   over instances</td></tr>
 * <tr><td>{@code sre.slo.objective}</td><td></td><td>{@code sre_slo_objective}</td>
 *   <td>the target, from 0 to 1; a composite has none</td></tr>
 * <tr><td>{@code sre.slo.window}</td><td>{@code s}</td><td>{@code sre_slo_window_seconds}</td>
 *   <td>the period, of a page of the calendar its nominal length</td></tr>
 * <tr><td>{@code sre.slo.burn_rate} with {@code window}</td><td></td>
 *   <td>{@code sre_slo_burn_rate}</td>
 *   <td>of this instance, none without events; never to be averaged</td></tr>
 * <tr><td>{@code sre.slo.budget.remaining}</td><td></td><td>{@code sre_slo_budget_remaining}</td>
 *   <td>1 untouched, below 0 overspent, of what this instance has measured of the period; none
 *   without events</td></tr>
 * <tr><td>{@code sre.slo.budget.coverage}</td><td></td><td>{@code sre_slo_budget_coverage}</td>
 *   <td>the share of the period that this instance has measured; below 0.9 the budget is not to be
 *   believed</td></tr>
 * <tr><td>{@code sre.slo.info}</td><td></td><td>{@code sre_slo_info}</td>
 *   <td>1, with what does not change as attributes</td></tr>
 * </table>
 *
 * <p>Ratios have no unit: with the unit {@code 1} some would call them {@code _ratio}. Values are
 * those of the last tick, read on the thread that collects; all of one SLO in one go.
 *
 * <p>An SDK keeps 2,000 series of an instrument unless a view says otherwise, and puts what is more
 * into one that nobody can read. So SLOs are published, the first ones first, as long as no
 * instrument gets more series than may be; {@code sre.slo.unpublished} says how many SLOs are not.
 * Thread-safe.
 */
public final class OtelMeters implements AutoCloseable {
  /** How many series an instrument has at most, unless said otherwise: what every SDK keeps. */
  public static final int DEFAULT_MAX_SERIES = 1_999;

  private static final Logger LOG = System.getLogger(OtelMeters.class.getName());
  private static final String SCOPE = "io.sre4j";

  private static final Published<SreEngine> PUBLISHED = new Published<>();

  private final SreEngine engine;
  private final int maxSeries;
  private volatile List<SloSeries> series = List.of();
  private volatile int unpublished;
  private final AtomicReference<Runnable> end = new AtomicReference<>(() -> {});

  private OtelMeters(SreEngine engine, int maxSeries) {
    this.engine = engine;
    this.maxSeries = maxSeries;
  }

  /** Publishes the SLOs of an engine, with at most {@value #DEFAULT_MAX_SERIES} series each. */
  public static OtelMeters register(OpenTelemetry openTelemetry, SreEngine engine) {
    return register(openTelemetry, engine, DEFAULT_MAX_SERIES);
  }

  /**
   * Publishes the SLOs of an engine, once: whoever comes later gets one that does nothing, and a
   * line in the log.
   *
   * @param maxSeries of one instrument; one more than this is what the views of the SDK must allow
   * @throws InvalidDefinitionException if it is less than 1
   */
  public static OtelMeters register(OpenTelemetry openTelemetry, SreEngine engine, int maxSeries) {
    if (maxSeries < 1) {
      throw new InvalidDefinitionException("maxSeries", maxSeries, "is a number from 1 on");
    }
    OtelMeters meters = new OtelMeters(engine, maxSeries);
    if (PUBLISHED.claim(openTelemetry, engine)) {
      meters.publish(openTelemetry);
    } else {
      LOG.log(
          Level.WARNING,
          "The SLOs of this engine are published to this OpenTelemetry already; once is enough.");
    }
    return meters;
  }

  private void publish(OpenTelemetry openTelemetry) {
    Meter meter = openTelemetry.getMeter(SCOPE);
    SloInstruments instruments = new SloInstruments(meter);
    Runnable watch = engine.watchSlos(this::update);
    BatchCallback callback = instruments.onCollection(meter, () -> observe(instruments));
    end.set(() -> {
      callback.close();
      watch.run();
      PUBLISHED.release(openTelemetry, engine);
    });
  }

  private synchronized void update(List<Slo> slos) {
    Map<Slo, SloSeries> known = new IdentityHashMap<>();
    series.forEach(s -> known.put(s.slo(), s));
    List<SloSeries> published = new ArrayList<>();
    int used = 0;
    for (Slo slo : slos) {
      SloSeries next = known.computeIfAbsent(slo, SloSeries::new);
      used += next.most();
      if (used > maxSeries) {
        break;
      }
      published.add(next);
    }
    series = List.copyOf(published);
    unpublished = slos.size() - published.size();
  }

  private void observe(SloInstruments instruments) {
    series.forEach(s -> s.observe(engine, instruments));
    instruments.observeUnpublished(unpublished);
  }

  /** Takes the metrics back; the engine goes on. */
  @Override
  public void close() {
    end.getAndSet(() -> {}).run();
  }
}
