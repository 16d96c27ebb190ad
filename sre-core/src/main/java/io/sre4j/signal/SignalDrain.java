package io.sre4j.signal;

import io.sre4j.facts.Component;
import io.sre4j.facts.ExportReading;
import io.sre4j.facts.ResourceFacts;
import io.sre4j.facts.SetupFacts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The inspector's end of the signals. Not thread-safe, while adapters may count all the while. */
public final class SignalDrain {
  private final Signals signals;

  /** Creates signals that nobody has given yet. */
  public SignalDrain(Instant now) {
    this.signals = new Signals(now);
  }

  /** The adapters' end. */
  public Signals signals() {
    return signals;
  }

  /** Takes over what was counted up to now, for the others to pass on. */
  public void collect(Instant now) {
    signals.board().collect(now);
  }

  /** Says that what was passed on up to now is forgotten. */
  public void forgotten() {
    signals.nextEpoch();
  }

  /** Passes on what routes have grown by since the last time. */
  public void routes(RouteGrowth to) {
    signals.routes().drain(to);
  }

  /** Passes on what defects have grown by since the last time. */
  public void defects(DefectGrowth to) {
    signals.drain(to);
  }

  /** What spans have grown by since the last time. */
  public SpanCounts.Growth spans() {
    return signals.spans().take();
  }

  /** The kinds of components that there are spans of. */
  public Set<Component.Kind> kinds() {
    return signals.spans().kinds();
  }

  /** How many spans may wait between end and exporter; 0 if unknown. */
  public int queueCapacity() {
    return signals.spans().queueCapacity();
  }

  /** What tells which counted spans are open, by scope. */
  public Supplier<Map<String, Long>> open() {
    return signals.spans().open();
  }

  /** What adapters have left out, by kind; a source that throws is left out itself. */
  public Map<String, Long> dropped() {
    return signals.sources().dropped();
  }

  /** What lists components; foreign code. */
  public List<Supplier<List<Component>>> inventories() {
    return signals.sources().inventories();
  }

  /** What reads exporters, by name; foreign code. */
  public Map<String, Supplier<ExportReading>> exports() {
    return signals.sources().exports();
  }

  /** What tells which SDKs there are; foreign code. */
  public Optional<Supplier<SetupFacts>> setup() {
    return signals.sources().setup();
  }

  /** What tells the resource; foreign code. */
  public Optional<Supplier<ResourceFacts>> resource() {
    return signals.sources().resource();
  }
}
