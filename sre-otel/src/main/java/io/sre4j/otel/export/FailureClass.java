package io.sre4j.otel.export;

import io.opentelemetry.sdk.common.export.HttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * Why a batch failed, as a class of reasons: {@code HTTP 404}, or the name of an exception. Never
 * its message, which may hold an address or what a receiver said.
 */
final class FailureClass {
  private static final String RESPONSE = "getResponse";

  private FailureClass() {}

  static String of(@Nullable Throwable thrown) {
    if (thrown == null) {
      return "no reason given";
    }
    int status = httpStatus(thrown);
    if (status > 0) {
      return "HTTP " + status;
    }
    Throwable cause = thrown.getCause();
    return (cause == null ? thrown : cause).getClass().getSimpleName();
  }

  /**
   * OTLP's exception with the response is not among OpenTelemetry's stable types: asked by name.
   */
  private static int httpStatus(Throwable thrown) {
    try {
      Object response = thrown.getClass().getMethod(RESPONSE).invoke(thrown);
      return response instanceof HttpResponse http ? http.getStatusCode() : 0;
    } catch (ReflectiveOperationException | LinkageError e) {
      return 0;
    }
  }
}
