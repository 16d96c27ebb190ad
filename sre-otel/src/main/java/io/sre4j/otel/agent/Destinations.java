package io.sre4j.otel.agent;

import io.sre4j.SreEngine;
import io.sre4j.signal.RouteCounters;
import io.sre4j.sli.SliRecorder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Finds where a request is counted. Thread-safe; remembers up to 1,000 routes. */
final class Destinations {
  private static final String UNMATCHED = "UNMATCHED";
  private static final int MAX_ROUTES = 1_000;

  private final Promises promises;
  private final RouteCounters routes;
  private final Map<String, SliRecorder> recorders = new LinkedHashMap<>();
  /* By template, then by method: two look-ups, but no key has to be made for a request. */
  private final Map<String, Map<String, Destination>> known = new ConcurrentHashMap<>();
  private final AtomicInteger remembered = new AtomicInteger();

  Destinations(Promises promises, SreEngine engine, RouteCounters routes) {
    this.promises = promises;
    this.routes = routes;
    promises.slis().forEach(sli -> recorders.put(sli.name(), engine.recorder(sli.name())));
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
    Set<String> slis = new LinkedHashSet<>();
    List<SliRecorder> counting = new ArrayList<>();
    recorders.forEach((sli, recorder) -> {
      if (promises.counts(sli, method, key)) {
        slis.add(sli);
        counting.add(recorder);
      }
    });
    String route = method + " " + key;
    SliRecorder[] all = counting.toArray(new SliRecorder[0]);
    Destination made = new Destination(route, routes.of(route, slis), all);
    if (remembered.get() < MAX_ROUTES
        && known.computeIfAbsent(key, unused -> new ConcurrentHashMap<>()).put(method, made)
            == null) {
      remembered.incrementAndGet();
    }
    return made;
  }
}
