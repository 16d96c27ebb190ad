package io.sre4j.spring.page;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/** Takes the files of the page into a native image. */
final class PageHints implements RuntimeHintsRegistrar {

  @Override
  public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
    hints
        .resources()
        .registerPattern(PageAssets.PLACE + "*")
        .registerPattern(PageAssets.PLACE + "lib/*");
  }
}
