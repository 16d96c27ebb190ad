package io.sre4j.otel.agent;

import io.sre4j.SreEngine;
import io.sre4j.dependency.Dependencies;
import io.sre4j.dependency.RouteCalls;
import io.sre4j.signal.RouteCounters;
import io.sre4j.sli.SliRecorder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Finds where a request is counted. Thread-safe; remembers up to 1,000 routes, and for those beyond
 * one destination for each set of SLIs: they are matched at each request, but wait for nobody.
 */
final class Destinations {
  static final int MAX_ROUTES = 1_000;
  private static final String UNMATCHED = "UNMATCHED";
  private static final int MAX_SETS = 64;

  private final Promises promises;
  private final RouteCounters routes;
  private final Dependencies dependencies;
  private final List<String> slis = new ArrayList<>();
  private final List<SliRecorder> recorders = new ArrayList<>();
  /* By template, then by method: two look-ups, but no key has to be made for a request. */
  private final Map<String, Map<String, Destination>> known = new ConcurrentHashMap<>();
  private final Map<BitSet, Destination> others = new ConcurrentHashMap<>();
  private final AtomicInteger remembered = new AtomicInteger();

  Destinations(
      Promises promises, SreEngine engine, RouteCounters routes, Dependencies dependencies) {
    this.promises = promises;
    this.routes = routes;
    this.dependencies = dependencies;
    promises
        .slis()
        .forEach(sli -> {
          slis.add(sli.name());
          recorders.add(engine.recorder(sli.name()));
        });
  }

  /**
   * Where requests of this kind are counted.
   *
   * @param method as the agent says it, which knows a handful and calls the rest {@code _OTHER}
   * @param template null if nothing was found to serve it
   */
  Destination of(String method, @Nullable String template) {
    String key = template == null ? UNMATCHED : template;
    Map<String, Destination> methods = known.get(key);
    Destination found = methods == null ? null : methods.get(method);
    return found != null ? found : find(method, key);
  }

  private Destination find(String method, String key) {
    BitSet counting = counting(method, key);
    if (remembered.get() >= MAX_ROUTES) {
      return other(counting);
    }
    Destination made = make(method + " " + key, counting);
    if (known.computeIfAbsent(key, unused -> new ConcurrentHashMap<>()).put(method, made) == null) {
      remembered.incrementAndGet();
    }
    return made;
  }

  private Destination other(BitSet counting) {
    Destination found = others.get(counting);
    if (found != null) {
      return found;
    }
    Destination made = make(RouteCounters.OTHER, counting);
    if (others.size() < MAX_SETS) {
      others.put(counting, made);
    }
    return made;
  }

  private BitSet counting(String method, String key) {
    BitSet counting = new BitSet(slis.size());
    for (int i = 0; i < slis.size(); i++) {
      counting.set(i, promises.counts(slis.get(i), method, key));
    }
    return counting;
  }

  private Destination make(String route, BitSet counting) {
    Set<String> names = new TreeSet<>();
    List<SliRecorder> all = new ArrayList<>();
    counting.stream()
        .forEach(i -> {
          names.add(slis.get(i));
          all.add(recorders.get(i));
        });
    RouteCalls calls = names.isEmpty() ? null : dependencies.route(route, names);
    return new Destination(route, routes.of(route, names), calls, all.toArray(new SliRecorder[0]));
  }
}
