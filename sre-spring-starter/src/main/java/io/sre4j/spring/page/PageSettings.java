package io.sre4j.spring.page;

import io.sre4j.slo.InvalidDefinitionException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the page is told besides the numbers. Immutable.
 *
 * @param application what to call the application; may be empty
 * @param traceUrl where a trace is shown, with {@code {traceId}} in it; empty if nowhere
 */
record PageSettings(String application, String traceUrl) {
  private static final String PLACEHOLDER = "{traceId}";

  /**
   * Checks the address.
   *
   * @throws InvalidDefinitionException if it is no address of the web, or always the same
   */
  static PageSettings of(String application, @Nullable String traceUrl) {
    String address = traceUrl == null ? "" : traceUrl.strip();
    if (!address.isEmpty()) {
      String scheme = address.toLowerCase(Locale.ROOT);
      boolean isWeb = scheme.startsWith("http://") || scheme.startsWith("https://");
      if (!isWeb || !address.contains(PLACEHOLDER)) {
        throw new InvalidDefinitionException(
            "sre.page.trace-url",
            address,
            "begins with http:// or https:// and has {traceId} where the id goes:"
                + " https://jaeger.example/trace/{traceId}");
      }
    }
    return new PageSettings(application, address);
  }
}
