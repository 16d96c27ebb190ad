package io.sre4j.otel.propagation;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import io.sre4j.otel.propagation.WatchedPropagators.Watch;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One propagator, what it does not understand, and which spans it sends on. */
final class WatchedPropagator implements TextMapPropagator {
  private static final int ONE_IN = 16;

  private final TextMapPropagator delegate;
  private final Set<String> own;
  private final boolean looksForAll;
  private final WatchedPropagators all;
  // Two threads may count one for both: it only spreads the work.
  private int withoutContext;

  WatchedPropagator(
      TextMapPropagator delegate, Set<String> own, boolean looksForAll, WatchedPropagators all) {
    this.delegate = delegate;
    this.own = own;
    this.looksForAll = looksForAll;
    this.all = all;
  }

  @Override
  public Collection<String> fields() {
    return delegate.fields();
  }

  @Override
  public <C> void inject(Context context, @Nullable C carrier, TextMapSetter<C> setter) {
    delegate.inject(context, carrier, setter);
    Watch watch = all.watch();
    if (watch == null) {
      return;
    }
    try {
      watch.injected().injected(Span.fromContext(context).getSpanContext().getSpanId());
    } catch (Throwable thrown) {
      all.guard().failed(thrown);
    }
  }

  @Override
  public <C> Context extract(Context context, @Nullable C carrier, TextMapGetter<C> getter) {
    Context extracted = delegate.extract(context, carrier, getter);
    Watch watch = all.watch();
    if (watch == null) {
      return extracted;
    }
    try {
      if (!Span.fromContext(extracted).getSpanContext().isValid()
          && withoutContext++ % ONE_IN == 0) {
        look(carrier, getter, watch);
      }
    } catch (Throwable thrown) {
      all.guard().failed(thrown);
    }
    return extracted;
  }

  private <C> void look(@Nullable C carrier, TextMapGetter<C> getter, Watch watch) {
    String header = KnownHeaders.notUnderstood(carrier, getter, own, all.headers(), looksForAll);
    watch.foreign().inspected();
    if (header != null) {
      watch.foreign().found(header, null);
    }
  }

  @Override
  public String toString() {
    return "WatchedPropagator{" + delegate + "}";
  }
}
