package io.sre4j.spring.inventory;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;

/** What an application has of OpenTelemetry. Loaded only if its SDK is there. */
final class OpenTelemetryParts {
  private OpenTelemetryParts() {}

  static boolean hasSdk(Beans beans) {
    return !beans.of(SdkTracerProvider.class).isEmpty();
  }

  static boolean hasExporter(Beans beans) {
    return !beans.of(SpanExporter.class).isEmpty();
  }

  /**
   * Whether libraries that ask for the global one get another than the application's; false if that
   * is not a bean, so that nobody knows.
   */
  static boolean hasOtherGlobal(Beans beans) {
    Collection<OpenTelemetry> own = beans.of(OpenTelemetry.class).values();
    return !own.isEmpty()
        && isGlobalSet()
        && own.stream()
            .noneMatch(sdk ->
                sdk.getTracerProvider().equals(GlobalOpenTelemetry.get().getTracerProvider()));
  }

  /**
   * By name: Spring Boot 4.0 has an OpenTelemetry that cannot tell, and asking it for the global
   * one sets it.
   */
  private static boolean isGlobalSet() {
    try {
      return (boolean) GlobalOpenTelemetry.class.getMethod("isSet").invoke(null);
    } catch (ReflectiveOperationException older) {
      return false;
    }
  }
}
