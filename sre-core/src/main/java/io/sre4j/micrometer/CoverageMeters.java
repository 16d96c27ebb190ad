package io.sre4j.micrometer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.sre4j.coverage.Coverage;
import io.sre4j.coverage.report.SliCoverage;
import io.sre4j.facts.TraceCounts;
import io.sre4j.finding.FindingState;
import io.sre4j.finding.Level;
import io.sre4j.finding.RuleText;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * Tracing coverage as meters; those of an SLI appear with it.
 *
 * <table>
 * <caption>Meters of coverage</caption>
 * <tr><th>Micrometer</th><th>Prometheus</th><th>what it is</th></tr>
 * <tr><td>{@code sre.coverage.events} with {@code sli} and {@code state} unobserved, untraced,
 *   unrecorded, recorded, sampled</td>
 *   <td>{@code sre_coverage_events_total}</td>
 *   <td>events since coverage began; the one to sum up over instances</td></tr>
 * <tr><td>{@code sre.coverage.ratio} with {@code sli}</td><td>{@code sre_coverage_ratio}</td>
 *   <td>the share of the last hour's events that belong to a trace, NaN without events; never to be
 *   averaged</td></tr>
 * <tr><td>{@code sre.coverage.findings} with {@code level}</td>
 *   <td>{@code sre_coverage_findings}</td><td>findings of the last inspection</td></tr>
 * <tr><td>{@code sre.coverage.finding} with {@code rule}</td><td>{@code sre_coverage_finding}</td>
 *   <td>1 while the rule fails, else 0</td></tr>
 * <tr><td>{@code sre.coverage.dropped} with {@code what}</td>
 *   <td>{@code sre_coverage_dropped_total}</td><td>what was left out, by kind</td></tr>
 * </table>
 *
 * <p>Values are those of the last inspection, at most 10 seconds old. Each is looked up in its
 * report by whoever reads it; nothing is computed for it but the count of findings. At most 1,000
 * SLIs have meters. Thread-safe.
 */
public final class CoverageMeters implements MeterBinder, AutoCloseable {
  private static final int MAX_SLIS = 1_000;
  private static final Map<String, ToLongFunction<TraceCounts>> STATES =
      Map.of(
          "unobserved", TraceCounts::unobserved,
          "untraced", TraceCounts::untraced,
          "unrecorded", TraceCounts::unrecorded,
          "recorded", TraceCounts::recorded,
          "sampled", TraceCounts::sampled);

  private final Coverage coverage;
  private final Map<MeterRegistry, Published> bindings = new IdentityHashMap<>();
  private final Runnable watch;

  /** Meters of what this process serves and traces. */
  public CoverageMeters(Coverage coverage) {
    this.coverage = coverage;
    this.watch = coverage.eachSecond(this::update);
  }

  /** Adds the meters to a registry, once. */
  @Override
  public synchronized void bindTo(MeterRegistry registry) {
    bindings.computeIfAbsent(registry, r -> new Published(coverage, r)).update();
  }

  private synchronized void update() {
    bindings.values().forEach(Published::update);
  }

  /** Removes the meters from all registries; coverage goes on. */
  @Override
  public synchronized void close() {
    watch.run();
    bindings.values().forEach(Published::close);
    bindings.clear();
  }

  /** The meters of one registry. Guarded by its owner's monitor. */
  private static final class Published {
    private final Coverage coverage;
    private final MeterRegistry registry;
    private final List<Meter> meters = new ArrayList<>();
    private final Set<String> slis = new TreeSet<>();
    private final Set<String> kinds = new TreeSet<>();

    Published(Coverage coverage, MeterRegistry registry) {
      this.coverage = coverage;
      this.registry = registry;
      for (Level level : Level.values()) {
        gauge(
            "sre.coverage.findings",
            "Findings of the last inspection",
            "findings",
            Tags.of("level", level.name().toLowerCase(Locale.ROOT)),
            () -> findings(level));
      }
      for (RuleText rule : Coverage.rules()) {
        gauge(
            "sre.coverage.finding",
            "1 while the rule fails",
            "",
            Tags.of("rule", rule.id()),
            () -> fails(rule.id()) ? 1 : 0);
      }
    }

    private long findings(Level level) {
      return coverage.report().findings().stream().filter(f -> f.level() == level).count();
    }

    private boolean fails(String rule) {
      return coverage.report().verdict(rule).state() == FindingState.FAIL;
    }

    /** Adds what has come since. */
    void update() {
      for (SliCoverage sli : coverage.report().slis()) {
        if (slis.size() < MAX_SLIS && slis.add(sli.sli())) {
          publish(sli.sli());
        }
      }
      for (String what : coverage.dropped().keySet()) {
        if (kinds.add(what)) {
          count(
              "sre.coverage.dropped",
              "What was left out",
              "",
              Tags.of("what", what),
              c -> c.dropped().getOrDefault(what, 0L));
        }
      }
    }

    private void publish(String sli) {
      Tags tags = Tags.of("sli", sli);
      STATES.forEach((state, events) ->
          count(
              "sre.coverage.events",
              "Served events by what tracing knows of them; sum them up over instances",
              "events",
              tags.and("state", state),
              c -> of(sli).map(known -> events.applyAsLong(known.total())).orElse(0L)));
      gauge(
          "sre.coverage.ratio",
          "The share of the last hour's events that belong to a trace",
          "",
          tags,
          () -> of(sli).map(known -> known.recent().coverage().value()).orElse(Double.NaN));
    }

    private Optional<SliCoverage> of(String sli) {
      return coverage.report().slis().stream().filter(known -> known.sli().equals(sli)).findFirst();
    }

    private void count(
        String name, String description, String unit, Tags tags, ToLongFunction<Coverage> value) {
      meters.add(
          FunctionCounter.builder(name, coverage, value::applyAsLong)
              .description(description)
              .baseUnit(unit.isEmpty() ? null : unit)
              .tags(tags)
              .register(registry));
    }

    private void gauge(
        String name, String description, String unit, Tags tags, Supplier<Number> value) {
      meters.add(
          Gauge.builder(name, value)
              .description(description)
              .baseUnit(unit.isEmpty() ? null : unit)
              .tags(tags)
              .strongReference(true)
              .register(registry));
    }

    void close() {
      meters.forEach(registry::remove);
      meters.clear();
    }
  }
}
