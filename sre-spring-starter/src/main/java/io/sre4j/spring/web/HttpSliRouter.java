package io.sre4j.spring.web;

import io.sre4j.SreEngine;
import io.sre4j.dependency.Dependencies;
import io.sre4j.dependency.RouteCalls;
import io.sre4j.finding.Hook;
import io.sre4j.signal.RouteCounter;
import io.sre4j.signal.Signals;
import io.sre4j.sli.SliRecorder;
import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.spring.outcome.OutcomeRules;
import io.sre4j.spring.tracing.AgentExtension;
import io.sre4j.spring.tracing.TraceIds;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Finds what counts a request: the recorders of its SLIs, and the counter of what tracing knows of
 * its route. Thread-safe; remembers up to 1,000 routes.
 */
final class HttpSliRouter {
  static final String UNMATCHED = "UNMATCHED";

  /* Clients make up methods; each would be a route of its own. */
  private static final String OTHER = "OTHER";
  private static final Log LOG = LogFactory.getLog(HttpSliRouter.class);
  private static final int MAX_ROUTES = 1_000;
  private static final int RECENT = 64;

  private final HttpSlis slis;
  private final Dependencies dependencies;
  private final @Nullable Signals signals;
  private final Map<String, SliRecorder> recorders = new LinkedHashMap<>();
  /* By template, then by method: two look-ups, but no key has to be made for a request. */
  private final Map<String, Map<String, Destination>> known = new ConcurrentHashMap<>();
  /* Frameworks hand out the same two strings for each request of a route, so most need not be compared. */
  private final @Nullable Destination[] recent = new Destination[RECENT];
  private final AtomicInteger remembered = new AtomicInteger();

  HttpSliRouter(HttpSlis slis, SreEngine engine) {
    this(slis, engine, new Dependencies(), null);
  }

  /**
   * Connects to an engine.
   *
   * @param dependencies counts what requests call
   * @param signals of tracing coverage; null if nobody asks for it
   */
  HttpSliRouter(
      HttpSlis slis, SreEngine engine, Dependencies dependencies, @Nullable Signals signals) {
    this.slis = slis;
    this.dependencies = dependencies;
    this.signals = signals;
    if (signals != null) {
      signals.attached(Hook.OPERATIONS);
      signals.attached(Hook.VERDICTS);
    }
    connect(engine, HttpSlis.HTTP);
    slis.routed().keySet().forEach(sli -> connect(engine, sli));
    AgentExtension.standBack();
  }

  private void connect(SreEngine engine, String sli) {
    try {
      recorders.put(sli, engine.recorder(sli));
    } catch (InvalidDefinitionException e) {
      LOG.warn("Requests are not counted as '" + sli + "': the engine has no such SLI");
    }
  }

  /**
   * Where requests of this kind are counted.
   *
   * @param template null if no handler was found
   */
  Destination destination(String method, @Nullable String template) {
    String key = template == null ? UNMATCHED : template;
    int place = key.hashCode() & (RECENT - 1);
    Destination destination = recent[place];
    if (destination == null || !destination.isOf(method, key)) {
      destination = lookUp(method, template, key);
      if (destination.isOf(method, key)) {
        recent[place] = destination;
      }
    }
    return destination;
  }

  private Destination lookUp(String method, @Nullable String template, String key) {
    Destination destination = known(key, method);
    if (destination != null) {
      return destination;
    }
    String verb = Route.METHODS.contains(method) ? method : OTHER;
    destination = known(key, verb);
    return destination != null ? destination : find(verb, template, key);
  }

  /** Tells of a request that an SLI counts as bad; whether its trace will be kept. */
  boolean keeps(TraceIds bad) {
    return signals != null && signals.badRequests().bad(bad.traceId(), bad.spanId());
  }

  private @Nullable Destination known(String key, String verb) {
    Map<String, Destination> methods = known.get(key);
    return methods == null ? null : methods.get(verb);
  }

  int remembered() {
    return remembered.get();
  }

  private Destination find(String method, @Nullable String template, String key) {
    Map<String, SliRecorder> counting = new LinkedHashMap<>(recorders);
    counting
        .keySet()
        .removeIf(sli ->
            template == null ? !sli.equals(HttpSlis.HTTP) : !slis.counts(sli, method, template));
    String route = method + " " + key;
    RouteCounter counter =
        signals == null || counting.isEmpty()
            ? null
            : signals.routes().of(route, counting.keySet());
    RouteCalls calls = counting.isEmpty() ? null : dependencies.route(route, counting.keySet());
    Destination found =
        new Destination(method, key, recorders(counting), rules(counting), counter, calls);
    if (remembered.get() < MAX_ROUTES
        && known.computeIfAbsent(key, unused -> new ConcurrentHashMap<>()).put(method, found)
            == null) {
      remembered.incrementAndGet();
    }
    return found;
  }

  private static SliRecorder[] recorders(Map<String, SliRecorder> counting) {
    return counting.values().toArray(new SliRecorder[0]);
  }

  private OutcomeRules[] rules(Map<String, SliRecorder> counting) {
    return counting.keySet().stream().map(slis::rules).toArray(OutcomeRules[]::new);
  }

  /** A route and the recorders that count it; perhaps none. */
  static final class Destination {
    private final String method;
    private final String template;
    private final String route;
    private final SliRecorder[] recorders;
    private final OutcomeRules[] rules;
    private final @Nullable RouteCounter counter;
    private final @Nullable RouteCalls calls;

    private Destination(
        String method,
        String template,
        SliRecorder[] recorders,
        OutcomeRules[] rules,
        @Nullable RouteCounter counter,
        @Nullable RouteCalls calls) {
      this.method = method;
      this.template = template;
      this.route = method + " " + template;
      this.recorders = recorders;
      this.rules = rules;
      this.counter = counter;
      this.calls = calls;
    }

    /** Whether these are its own two strings, not only equal ones. */
    @SuppressWarnings("ReferenceEquality")
    private boolean isOf(String itsMethod, String itsTemplate) {
      return template == itsTemplate && method == itsMethod;
    }

    String route() {
      return route;
    }

    /** Not to be changed: shared, so that a request allocates nothing. */
    SliRecorder[] recorders() {
      return recorders;
    }

    /** What is bad and what excluded for each of the recorders. Not to be changed. */
    OutcomeRules[] rules() {
      return rules;
    }

    /** Counts what tracing knows of the route; null if nobody asks, or no SLI counts it. */
    @Nullable RouteCounter counter() {
      return counter;
    }

    /** Counts what requests of the route call; null if no SLI counts it. */
    @Nullable RouteCalls calls() {
      return calls;
    }
  }
}
