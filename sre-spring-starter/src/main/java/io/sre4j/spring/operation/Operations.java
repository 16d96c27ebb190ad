package io.sre4j.spring.operation;

import io.sre4j.SreEngine;
import io.sre4j.sli.SliRecorder;
import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.slo.Sli;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Finds what counts an operation, and makes its SLI if there is none yet. Thread-safe. A known
 * operation costs one look-up; a new one waits for the engine's lock, once. There are at most 100
 * SLIs of a kind, others are counted together as {@code other}.
 */
public final class Operations {
  private static final Log LOG = LogFactory.getLog(Operations.class);
  private static final int MAX_OF_A_KIND = 100;
  private static final String OTHER = "other";

  private final Supplier<SreEngine> engine;
  private final OperationSlis slis;
  private final List<Map<Object, OperationCounter>> known = new ArrayList<>();
  private final Map<String, OperationCounter> counters = new ConcurrentHashMap<>();

  /**
   * Connects to an engine.
   *
   * @param engine called when the first operation is counted, when every bean is there
   */
  public Operations(Supplier<SreEngine> engine, OperationSlis slis) {
    this.engine = engine;
    this.slis = slis;
    for (OperationKind unused : OperationKind.values()) {
      known.add(new ConcurrentHashMap<>());
    }
  }

  /**
   * What counts an operation.
   *
   * @param key what it is known by, such as its host or its method
   * @param name its name, asked for if it is new
   */
  public <K> OperationCounter of(OperationKind kind, K key, Function<? super K, String> name) {
    OperationCounter counter = known.get(kind.ordinal()).get(key);
    return counter != null ? counter : find(kind, key, name);
  }

  /** What counts an operation that is known by its name; null if it has none. */
  public @Nullable OperationCounter of(OperationKind kind, @Nullable String name) {
    return name == null ? null : of(kind, name, Function.identity());
  }

  /** What counts the events of an SLI, which need not be there yet. */
  public OperationCounter named(String sli) {
    OperationCounter counter = counters.get(sli);
    return counter != null ? counter : counters.computeIfAbsent(sli, this::make);
  }

  private <K> OperationCounter find(OperationKind kind, K key, Function<? super K, String> name) {
    Map<Object, OperationCounter> ofKind = known.get(kind.ordinal());
    synchronized (ofKind) {
      if (ofKind.size() < MAX_OF_A_KIND) {
        OperationCounter counter = named(kind.sli(name.apply(key)));
        ofKind.put(key, counter);
        return counter;
      }
    }
    return other(kind);
  }

  private OperationCounter other(OperationKind kind) {
    String sli = kind.sli(OTHER);
    if (!counters.containsKey(sli)) {
      LOG.warn(
          "There are more than %d operations of the kind %s; the others are counted as '%s'"
              .formatted(MAX_OF_A_KIND, kind, sli));
    }
    return named(sli);
  }

  private OperationCounter make(String sli) {
    return new OperationCounter(sli, recorder(sli), slis.of(sli));
  }

  private SliRecorder recorder(String sli) {
    SreEngine connected = engine.get();
    try {
      return connected.recorder(sli);
    } catch (InvalidDefinitionException unknown) {
      connected.add(Sli.events(sli));
      return connected.recorder(sli);
    }
  }
}
