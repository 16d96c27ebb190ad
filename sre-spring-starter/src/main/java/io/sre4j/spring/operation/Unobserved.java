package io.sre4j.spring.operation;

import io.sre4j.spring.actuate.EndpointField;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * What is there and is not observed, so that no SLI counts it: each logged once, all told by the
 * endpoint. Thread-safe; remembers up to 100.
 */
public final class Unobserved implements EndpointField {
  private static final Log LOG = LogFactory.getLog(Unobserved.class);
  private static final int MAX = 100;

  private final Map<String, String> remedies = new ConcurrentHashMap<>();

  /** Makes an empty list. */
  public Unobserved() {}

  /**
   * Takes note of it.
   *
   * @param what the SLI that counts nothing, or what has none
   * @param remedy why it is not observed, or how it would be
   */
  public void add(String what, String remedy) {
    if (remedies.size() < MAX && remedies.putIfAbsent(what, remedy) == null) {
      LOG.warn("Not observed, so not counted: %s; %s".formatted(what, remedy));
    }
  }

  /** It is observed after all. */
  public void remove(String what) {
    remedies.remove(what);
  }

  @Override
  public String name() {
    return "unobserved";
  }

  @Override
  public Map<String, @Nullable Object> read() {
    return new TreeMap<>(remedies);
  }
}
