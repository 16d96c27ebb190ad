package io.sre4j.spring.web;

import io.sre4j.SreEngine;
import io.sre4j.dependency.Dependencies;
import io.sre4j.dependency.RouteCalls;
import io.sre4j.sli.SliRecorder;
import io.sre4j.slo.InvalidDefinitionException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/** Finds the recorders that count a request. Thread-safe; remembers up to 1,000 routes. */
final class HttpSliRouter {
  static final String UNMATCHED = "UNMATCHED";

  /* Clients make up methods; each would be a route of its own. */
  private static final String OTHER = "OTHER";
  private static final Log LOG = LogFactory.getLog(HttpSliRouter.class);
  private static final int MAX_ROUTES = 1_000;

  private final HttpSlis slis;
  private final Dependencies dependencies;
  private final Map<String, SliRecorder> recorders = new LinkedHashMap<>();
  /* By template, then by method: two look-ups, but no key has to be made for a request. */
  private final Map<String, Map<String, Destination>> known = new ConcurrentHashMap<>();
  private final AtomicInteger remembered = new AtomicInteger();

  HttpSliRouter(HttpSlis slis, SreEngine engine, Dependencies dependencies) {
    this.slis = slis;
    this.dependencies = dependencies;
    connect(engine, HttpSlis.HTTP);
    slis.routed().keySet().forEach(sli -> connect(engine, sli));
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
    Destination destination = known(key, method);
    if (destination != null) {
      return destination;
    }
    String verb = Route.METHODS.contains(method) ? method : OTHER;
    destination = known(key, verb);
    return destination != null ? destination : find(verb, template, key);
  }

  private @Nullable Destination known(String key, String verb) {
    Map<String, Destination> methods = known.get(key);
    return methods == null ? null : methods.get(verb);
  }

  int remembered() {
    return remembered.get();
  }

  private Destination find(String method, @Nullable String template, String key) {
    List<SliRecorder> counting = new ArrayList<>();
    Set<String> names = new HashSet<>();
    recorders.forEach((sli, recorder) -> {
      boolean counts =
          template == null ? sli.equals(HttpSlis.HTTP) : slis.counts(sli, method, template);
      if (counts) {
        counting.add(recorder);
        names.add(sli);
      }
    });
    String route = method + " " + key;
    RouteCalls calls = counting.isEmpty() ? null : dependencies.route(route, names);
    Destination found = new Destination(route, counting.toArray(new SliRecorder[0]), calls);
    if (remembered.get() < MAX_ROUTES
        && known.computeIfAbsent(key, unused -> new ConcurrentHashMap<>()).put(method, found)
            == null) {
      remembered.incrementAndGet();
    }
    return found;
  }

  /** A route and the recorders that count it; perhaps none. */
  static final class Destination {
    private final String route;
    private final SliRecorder[] recorders;
    private final @Nullable RouteCalls calls;

    private Destination(String route, SliRecorder[] recorders, @Nullable RouteCalls calls) {
      this.route = route;
      this.recorders = recorders;
      this.calls = calls;
    }

    String route() {
      return route;
    }

    /** Not to be changed: shared, so that a request allocates nothing. */
    SliRecorder[] recorders() {
      return recorders;
    }

    /** Null if no SLI counts the route. */
    @Nullable RouteCalls calls() {
      return calls;
    }
  }
}
