package io.sre4j.otel.propagation;

import io.opentelemetry.context.propagation.TextMapPropagator;
import io.sre4j.finding.Defect;
import io.sre4j.finding.Hook;
import io.sre4j.otel.content.SpanDataChecks;
import io.sre4j.otel.guard.Guard;
import io.sre4j.signal.DefectCounter;
import io.sre4j.signal.Signals;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All propagators of a process, watched together: what one does not understand another may.
 * Thread-safe.
 */
public final class WatchedPropagators {
  private final Set<String> headers = ConcurrentHashMap.newKeySet();
  private final Guard guard = new Guard("The watch over propagators");
  private volatile @Nullable Watch watch;
  private boolean hasFirst;

  /** What they count in, once there is something. */
  record Watch(DefectCounter foreign, InjectedSpans injected) {}

  /** Watches one more; changes nothing of what it does. */
  public synchronized TextMapPropagator wrap(TextMapPropagator delegate) {
    Set<String> own =
        delegate.fields().stream()
            .map(field -> field.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
    headers.addAll(own);
    boolean isFirst = !hasFirst;
    hasFirst = true;
    return new WatchedPropagator(delegate, own, isFirst, this);
  }

  /**
   * Counts there from now on.
   *
   * @return the check of exported spans against those that were injected
   */
  public SpanDataChecks.Check attach(Signals signals) {
    Watch made = new Watch(signals.of(Defect.FOREIGN_CONTEXT), new InjectedSpans(signals));
    watch = made;
    return (span, dialect) -> {
      if (hasAny()) {
        made.injected().look(span, dialect);
      }
    };
  }

  /** Says that it listens, if it does. */
  public void announce(Signals signals) {
    if (hasAny()) {
      signals.attached(Hook.PROPAGATION);
    }
  }

  private synchronized boolean hasAny() {
    return hasFirst;
  }

  /** A second has passed. */
  public void tick() {
    Watch present = watch;
    if (present != null) {
      present.injected().tick();
    }
  }

  /** How often a callback failed, which the host did not see. */
  public long failures() {
    return guard.failures();
  }

  @Nullable Watch watch() {
    return watch;
  }

  /** The headers that any of them reads, in lower case. */
  Set<String> headers() {
    return headers;
  }

  Guard guard() {
    return guard;
  }
}
