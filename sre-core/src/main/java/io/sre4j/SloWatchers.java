package io.sre4j;

import io.sre4j.slo.Slo;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Who is told which SLOs an engine has. Its monitor is taken before the engine's lock, never after,
 * and is held while watchers are told: so the last one told is the last state.
 */
final class SloWatchers {
  private final Supplier<List<Slo>> slos;
  private final BiConsumer<String, Throwable> failed;
  private final List<Consumer<List<Slo>>> watchers = new ArrayList<>();

  /**
   * Without watchers.
   *
   * @param slos all SLOs there are
   * @param failed is told what a watcher threw
   */
  SloWatchers(Supplier<List<Slo>> slos, BiConsumer<String, Throwable> failed) {
    this.slos = slos;
    this.failed = failed;
  }

  /** Tells a watcher at once and from now on; returns what ends it. */
  synchronized Runnable add(Consumer<List<Slo>> watcher) {
    watchers.add(watcher);
    tell(watcher);
    return () -> remove(watcher);
  }

  private synchronized void remove(Consumer<List<Slo>> watcher) {
    watchers.remove(watcher);
  }

  /** Tells everybody. */
  synchronized void tell() {
    List.copyOf(watchers).forEach(this::tell);
  }

  /** Asks each time: a watcher before may have added an SLO itself. */
  private void tell(Consumer<List<Slo>> watcher) {
    try {
      watcher.accept(slos.get());
    } catch (RuntimeException e) {
      failed.accept("a watcher of SLOs", e);
    }
  }
}
