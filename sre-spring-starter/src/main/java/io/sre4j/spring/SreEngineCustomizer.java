package io.sre4j.spring;

import io.sre4j.SreEngine;

/**
 * Adds to the engine what neither keys nor beans can say, such as probes. Called once, in order,
 * after keys and beans were applied and before the engine is built.
 *
 * <pre>{@code
 * @Bean
 * SreEngineCustomizer queueAge(Queue queue) {
 *   return engine -> engine.probe(Sli.atMost("queue-age", 30), queue::oldestSeconds);
 * }
 * }</pre>
 */
@FunctionalInterface
public interface SreEngineCustomizer {

  /** Adds to the engine. */
  void customize(SreEngine.Builder engine);
}
