package io.sre4j.otel.keep;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.common.InstrumentationLibraryInfo;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A span that ended unsampled, as it is exported: with the sampled flag, which exporters ask for,
 * and with the attributes that say that it is kept.
 *
 * @param span the one that ended
 */
@SuppressWarnings("deprecation") // The interface still asks for the library's info.
record KeptSpan(ReadableSpan span) implements ReadableSpan {
  /** A kept span adds nothing to sums: a sampled one stands for those like it already. */
  static final Attributes MARKS =
      Attributes.of(BadTraceKeeper.KEPT, true, BadTraceKeeper.ADJUSTED_COUNT, 0L);

  private static final String SAMPLING_STATE = "ot";
  private static final String THRESHOLD = "th:";

  @Override
  public SpanContext getSpanContext() {
    return sampled(span.getSpanContext());
  }

  @Override
  public SpanData toSpanData() {
    return new Data(span.toSpanData());
  }

  @Override
  public <T> @Nullable T getAttribute(AttributeKey<T> key) {
    T mark = MARKS.get(key);
    return mark == null ? span.getAttribute(key) : mark;
  }

  @Override
  public Attributes getAttributes() {
    return span.getAttributes().toBuilder().putAll(MARKS).build();
  }

  @Override
  public SpanContext getParentSpanContext() {
    return span.getParentSpanContext();
  }

  @Override
  public String getName() {
    return span.getName();
  }

  @Override
  public InstrumentationLibraryInfo getInstrumentationLibraryInfo() {
    return span.getInstrumentationLibraryInfo();
  }

  @Override
  public InstrumentationScopeInfo getInstrumentationScopeInfo() {
    return span.getInstrumentationScopeInfo();
  }

  @Override
  public boolean hasEnded() {
    return span.hasEnded();
  }

  @Override
  public long getLatencyNanos() {
    return span.getLatencyNanos();
  }

  @Override
  public SpanKind getKind() {
    return span.getKind();
  }

  /** The same context with the sampled flag, and without a threshold that it did not pass. */
  private static SpanContext sampled(SpanContext unsampled) {
    byte flags = (byte) (unsampled.getTraceFlags().asByte() | TraceFlags.getSampled().asByte());
    return SpanContext.create(
        unsampled.getTraceId(),
        unsampled.getSpanId(),
        TraceFlags.fromByte(flags),
        withoutThreshold(unsampled.getTraceState()));
  }

  /** {@code ot=th:c;rv:1234} becomes {@code ot=rv:1234}: by the threshold others would weigh it. */
  private static TraceState withoutThreshold(TraceState state) {
    String sampling = state.get(SAMPLING_STATE);
    if (sampling == null || !sampling.contains(THRESHOLD)) {
      return state;
    }
    String rest =
        Arrays.stream(sampling.split(";", -1))
            .filter(part -> !part.startsWith(THRESHOLD))
            .collect(Collectors.joining(";"));
    return rest.isEmpty()
        ? state.toBuilder().remove(SAMPLING_STATE).build()
        : state.toBuilder().put(SAMPLING_STATE, rest).build();
  }

  /** What an exporter gets of it. Immutable. */
  private static final class Data extends DelegatingSpanData {
    private final SpanContext context;
    private final Attributes attributes;

    Data(SpanData data) {
      super(data);
      this.context = sampled(data.getSpanContext());
      this.attributes = data.getAttributes().toBuilder().putAll(MARKS).build();
    }

    @Override
    public SpanContext getSpanContext() {
      return context;
    }

    @Override
    public Attributes getAttributes() {
      return attributes;
    }

    @Override
    public int getTotalAttributeCount() {
      return super.getTotalAttributeCount() + MARKS.size();
    }
  }
}
