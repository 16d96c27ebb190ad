package io.sre4j.spring.aot;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/** Files that the library reads from its jars. Nothing of it is reached by reflection. */
final class SreRuntimeHints implements RuntimeHintsRegistrar {
  private static final String[] FILES = {
    "META-INF/sre4j/page/*",
    "META-INF/sre4j/page/**",
    "io/sre4j/score/*.txt",
    "io/sre4j/otel/score/*.txt"
  };

  @Override
  public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
    for (String file : FILES) {
      hints.resources().registerPattern(file);
    }
  }
}
