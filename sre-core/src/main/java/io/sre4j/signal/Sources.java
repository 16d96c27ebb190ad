package io.sre4j.signal;

import io.sre4j.facts.Component;
import io.sre4j.facts.ExportReading;
import io.sre4j.facts.ResourceFacts;
import io.sre4j.facts.SetupFacts;
import io.sre4j.slo.InvalidDefinitionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What adapters are asked for, each 10 seconds on the inspector's thread: things that are read
 * rather than counted. A source that throws is left out until it answers again. Thread-safe.
 */
public final class Sources {
  private static final int MAX = 16;

  private final List<Supplier<List<Component>>> inventories = new ArrayList<>();
  private final Map<String, Supplier<ExportReading>> exports = new TreeMap<>();
  private final Map<String, LongSupplier> dropped = new TreeMap<>();
  private @Nullable Supplier<SetupFacts> setup;
  private @Nullable Supplier<ResourceFacts> resource;

  Sources() {}

  /**
   * Adds components of the service.
   *
   * @throws InvalidDefinitionException if there are 16 such sources
   */
  public synchronized void inventory(Supplier<List<Component>> components) {
    check(inventories.size());
    inventories.add(components);
  }

  /**
   * Adds an exporter, or replaces the one of that name.
   *
   * @param name the exporter's class, never an address
   * @throws InvalidDefinitionException if there are 16 exporters
   */
  public synchronized void exports(String name, Supplier<ExportReading> exporter) {
    check(exports.containsKey(name) ? 0 : exports.size());
    exports.put(name, exporter);
  }

  /** Which SDKs and tracers there are; the last source counts. */
  public synchronized void setup(Supplier<SetupFacts> setup) {
    this.setup = setup;
  }

  /** The resource of all telemetry; the last source counts. */
  public synchronized void resource(Supplier<ResourceFacts> resource) {
    this.resource = resource;
  }

  /**
   * How much an adapter has left out so far, or replaces what was said of that kind.
   *
   * @param what a word for it: {@code traces}
   * @param count only grows
   * @throws InvalidDefinitionException if there are 16 kinds
   */
  public synchronized void dropped(String what, LongSupplier count) {
    check(dropped.containsKey(what) ? 0 : dropped.size());
    dropped.put(what, count);
  }

  private static void check(int present) {
    if (present == MAX) {
      throw new InvalidDefinitionException(
          "coverage.sources", present + 1, "at most " + MAX + " of a kind");
    }
  }

  synchronized List<Supplier<List<Component>>> inventories() {
    return List.copyOf(inventories);
  }

  synchronized Map<String, Supplier<ExportReading>> exports() {
    return new TreeMap<>(exports);
  }

  /** Asked by whoever reads the counts, on any thread. */
  Map<String, Long> dropped() {
    Map<String, LongSupplier> sources;
    synchronized (this) {
      sources = new TreeMap<>(dropped);
    }
    Map<String, Long> counts = new TreeMap<>();
    sources.forEach((what, count) -> {
      try {
        counts.put(what, count.getAsLong());
      } catch (RuntimeException | LinkageError thrown) {
        counts.remove(what);
      }
    });
    return counts;
  }

  synchronized Optional<Supplier<SetupFacts>> setup() {
    return Optional.ofNullable(setup);
  }

  synchronized Optional<Supplier<ResourceFacts>> resource() {
    return Optional.ofNullable(resource);
  }
}
