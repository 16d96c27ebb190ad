package io.sre4j.coverage;

import io.sre4j.facts.Component;
import io.sre4j.facts.Facts.HostFacts;
import io.sre4j.signal.SignalDrain;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Asks sources of adapters, and does without those that throw. Not thread-safe. */
final class Asked {
  private static final Logger LOG = System.getLogger(Coverage.class.getName());
  private static final int MAX_COMPONENTS = 1_000;

  private final SignalDrain drain;
  private boolean hasFailed;

  Asked(SignalDrain drain) {
    this.drain = drain;
  }

  /** What is known of the process itself. */
  HostFacts host() {
    List<Component> components = new ArrayList<>();
    drain.inventories().forEach(source -> ask(source).ifPresent(components::addAll));
    return new HostFacts(
        drain.setup().flatMap(this::ask),
        drain.resource().flatMap(this::ask),
        components.stream().limit(MAX_COMPONENTS).toList());
  }

  /** The spans that are open now, by scope. */
  Map<String, Long> open() {
    return ask(drain.open()).orElse(Map.of());
  }

  /** Reads each exporter. */
  <T> void each(Map<String, Supplier<T>> sources, BiConsumer<String, T> reader) {
    new TreeMap<>(sources)
        .forEach((name, source) -> ask(source).ifPresent(answer -> reader.accept(name, answer)));
  }

  private <T> Optional<T> ask(Supplier<T> source) {
    try {
      return Optional.ofNullable(source.get());
    } catch (Throwable thrown) {
      if (!hasFailed) {
        hasFailed = true;
        LOG.log(Level.WARNING, "source " + source + " failed; logged once", thrown);
      }
      return Optional.empty();
    }
  }
}
