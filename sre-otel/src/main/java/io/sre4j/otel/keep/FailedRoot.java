package io.sre4j.otel.keep;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.jspecify.annotations.Nullable;

/** The conventions in which a root says that it failed. */
final class FailedRoot {
  private static final AttributeKey<Long> STATUS =
      AttributeKey.longKey("http.response.status_code");
  private static final AttributeKey<Long> OLD_STATUS = AttributeKey.longKey("http.status_code");
  private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("outcome");
  private static final int FIRST_FAILURE = 500;

  private FailedRoot() {}

  static boolean failed(SpanData root) {
    if (root.getStatus().getStatusCode() == StatusCode.ERROR) {
      return true;
    }
    Attributes attributes = root.getAttributes();
    return isFailure(attributes.get(STATUS))
        || isFailure(attributes.get(OLD_STATUS))
        || "SERVER_ERROR".equals(attributes.get(OUTCOME));
  }

  private static boolean isFailure(@Nullable Long status) {
    return status != null && status >= FIRST_FAILURE;
  }
}
