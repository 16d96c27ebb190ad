package io.sre4j.signal;

import io.sre4j.finding.Hook;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Where adapters say what they saw. Thread-safe. */
public final class Signals {
  private final RouteCounters routes;
  private final Set<Hook> hooks = ConcurrentHashMap.newKeySet();

  Signals(Instant now) {
    this.routes = new RouteCounters(now);
  }

  /** The routes that are served. */
  public RouteCounters routes() {
    return routes;
  }

  /** Says that an adapter listens there, from now on; what needs it can be judged. */
  public void attached(Hook hook) {
    hooks.add(hook);
  }

  /** Whether an adapter listens there. */
  public boolean isAttached(Hook hook) {
    return hooks.contains(hook);
  }
}
