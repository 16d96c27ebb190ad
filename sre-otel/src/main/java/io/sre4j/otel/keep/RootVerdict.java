package io.sre4j.otel.keep;

import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;

/**
 * Tells from the span of a whole request whether it was bad, where no SLI judges requests. Called
 * once for each unsampled request, on the host's thread; must be fast.
 */
@FunctionalInterface
public interface RootVerdict {

  /** Whether the request of this span, which has ended, was bad. */
  boolean bad(SpanData root);

  /**
   * Bad is what has the status ERROR, an HTTP status from 500 on, or, of Micrometer, the outcome
   * {@code SERVER_ERROR}.
   */
  static RootVerdict failed() {
    return FailedRoot::failed;
  }

  /** Never bad: the verdict comes from an SLI, through {@link BadTraceKeeper#bad}. */
  static RootVerdict none() {
    return root -> false;
  }

  /** Bad is also what took longer than this. */
  default RootVerdict orSlowerThan(Duration threshold) {
    long nanos = threshold.toNanos();
    return root -> bad(root) || root.getEndEpochNanos() - root.getStartEpochNanos() > nanos;
  }
}
