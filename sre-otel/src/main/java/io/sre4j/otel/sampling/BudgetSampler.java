package io.sre4j.otel.sampling;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import io.sre4j.SreEngine;
import io.sre4j.otel.guard.Guard;
import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.slo.Slo;
import io.sre4j.time.TimeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Samples traces by a ratio that follows the burn rate of error budgets: the floor while they last,
 * the ceiling when they burn so fast that somebody is paged. Each group of routes follows its own
 * SLOs, all other requests follow all SLOs.
 *
 * <pre>{@code
 * BudgetSampler budget =
 *     BudgetSampler.builder().group("checkout", List.of("POST /checkout"), List.of("checkout")).build();
 * provider.setSampler(budget.parentBased());
 * budget.follow(engine);
 * coverage.eachSecond(budget::tick);
 * }</pre>
 *
 * <p>Each sampled span carries its threshold, so sums weighted by it stay right while the ratio
 * changes. Routes are told by method and path among the attributes that a span starts with; where
 * an instrumentation has none at its start, as Micrometer's bridge, all requests are one group.
 * Callbacks throw nothing into the host. Thread-safe.
 */
public final class BudgetSampler implements Sampler {
  private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  private static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");
  private static final String ALL = "all";

  private final Guard guard = new Guard("The budget-aware sampler");
  private final List<SampledGroup> groups;
  private final SampledGroup others;
  private final LongSupplier clock;
  private volatile @Nullable SreEngine engine;
  private volatile List<Slo> slos = List.of();

  private BudgetSampler(Builder builder) {
    Threshold[] levels = levels(builder.floor, builder.ceiling);
    this.groups = builder.groups.entrySet().stream().map(g -> g.getValue().named(g.getKey(), levels)).toList();
    this.others = new SampledGroup(ALL, List.of(), List.of(), levels);
    this.clock = builder.clock;
  }

  /** From floor to ceiling, each level as many times more as the one before. */
  private static Threshold[] levels(double floor, double ceiling) {
    Threshold[] levels = new Threshold[RatioController.LEVELS + 1];
    for (int k = 0; k < levels.length; k++) {
      levels[k] = Threshold.of(floor * Math.pow(ceiling / floor, k / (double) RatioController.LEVELS));
    }
    return levels;
  }

  /** Starts a definition with a floor of 1 % and a ceiling of 50 %. */
  public static Builder builder() {
    return new Builder();
  }

  /** This sampler for roots; all others do what their parent does. */
  public Sampler parentBased() {
    return Sampler.parentBased(this);
  }

  /** Follows the SLOs of an engine from the next tick on. */
  public void follow(SreEngine followed) {
    Runnable unused = followed.watchSlos(present -> slos = List.copyOf(present));
    engine = followed;
  }

  /** Reads the burn rates; to be called each second. */
  public void tick() {
    try {
      SreEngine followed = engine;
      if (followed != null) {
        long now = clock.getAsLong();
        for (SampledGroup group : groups) {
          group.follow(followed, slos, now);
        }
        others.follow(followed, slos, now);
      }
    } catch (Throwable thrown) {
      guard.failed(thrown);
    }
  }

  /** The ratio of each group now, by name; that of all other requests under {@code all}. */
  public Map<String, Double> ratios() {
    Map<String, Double> ratios = new TreeMap<>();
    groups.forEach(group -> ratios.put(group.name(), group.threshold().ratio()));
    ratios.put(ALL, others.threshold().ratio());
    return ratios;
  }

  @Override
  public SamplingResult shouldSample(
      Context parentContext,
      String traceId,
      String name,
      SpanKind spanKind,
      Attributes attributes,
      List<LinkData> parentLinks) {
    try {
      Threshold threshold = group(attributes).threshold();
      TraceState state = Span.fromContext(parentContext).getSpanContext().getTraceState();
      return threshold.takes(traceId, state) ? threshold : SamplingResult.drop();
    } catch (Throwable thrown) {
      guard.failed(thrown);
      return SamplingResult.drop();
    }
  }

  private SampledGroup group(Attributes attributes) {
    String path = groups.isEmpty() ? null : attributes.get(PATH);
    if (path == null) {
      return others;
    }
    String method = attributes.get(METHOD);
    for (int i = 0; i < groups.size(); i++) {
      if (groups.get(i).has(method, path)) {
        return groups.get(i);
      }
    }
    return others;
  }

  @Override
  public String getDescription() {
    return "BudgetSampler" + ratios();
  }

  /** Collects a definition. Not thread-safe. */
  public static final class Builder {
    private static final int MOST = 64;

    private record Group(List<RouteTemplate> routes, List<String> slos) {
      SampledGroup named(String name, Threshold[] levels) {
        return new SampledGroup(name, routes, slos, levels);
      }
    }

    private final Map<String, Group> groups = new TreeMap<>();
    private double floor = 0.01;
    private double ceiling = 0.5;
    private LongSupplier clock = TimeSource::nanoTime;

    private Builder() {}

    /** The ratio while budgets last: above 0; 0.01 unless set. */
    public Builder floor(double ratio) {
      this.floor = ratio;
      return this;
    }

    /** The ratio when somebody is paged: from the floor to 1; 0.5 unless set. */
    public Builder ceiling(double ratio) {
      this.ceiling = ratio;
      return this;
    }

    /**
     * Routes that follow SLOs of their own. Of two groups the one whose name comes first has a
     * route that matches both.
     *
     * @param routes templates, with a method or without: {@code POST /orders}, {@code /orders/**}
     * @param slos names of SLOs; those that the engine does not have are left out
     */
    public Builder group(String name, List<String> routes, List<String> slos) {
      groups.put(name, new Group(routes.stream().map(RouteTemplate::of).toList(), List.copyOf(slos)));
      return this;
    }

    Builder clock(LongSupplier clock) {
      this.clock = clock;
      return this;
    }

    /**
     * Checks the definition.
     *
     * @throws InvalidDefinitionException if a ratio is out of its range, or there are more than 64
     *     routes
     */
    public BudgetSampler build() {
      check(floor > 0 && floor <= 1, "floor", floor, "is above 0 and at most 1");
      check(ceiling >= floor && ceiling <= 1, "ceiling", ceiling, "is from the floor to 1");
      List<RouteTemplate> routes = new ArrayList<>();
      groups.values().forEach(group -> routes.addAll(group.routes()));
      check(routes.size() <= MOST, "groups", routes.size() + " routes", "are at most " + MOST);
      return new BudgetSampler(this);
    }

    private static void check(boolean right, String field, Object value, String remedy) {
      if (!right) {
        throw new InvalidDefinitionException("sampler." + field, value, remedy);
      }
    }
  }
}
