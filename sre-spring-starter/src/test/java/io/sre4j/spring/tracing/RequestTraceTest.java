package io.sre4j.spring.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

import io.micrometer.observation.Observation;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import io.sre4j.signal.TraceState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SuppressWarnings("try") // What is only there to be closed.
class RequestTraceTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String NONE = "00000000000000000000000000000000";

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {
        "true, false, SAMPLED",
        "false, true, UNRECORDED",
        "false, false, RECORDED",
        "null, false, RECORDED",
        "null, true, UNRECORDED"
      })
  void state_tracingContext_isItsSpans(Boolean sampled, boolean noop, TraceState state) {
    Observation.Context observation = observation(TRACE, sampled, noop);
    Object current = RequestTrace.current(observation);
    assertThat(current).isEqualTo(state == TraceState.RECORDED ? null : state);
    assertThat(RequestTrace.state(observation, current)).isEqualTo(state);
    assertThat(RequestTrace.state(observation, null)).isEqualTo(state);
    assertThat(RequestTrace.ids(observation, current))
        .isEqualTo(new TraceIds(TRACE, "b7ad6b7169203331", Boolean.TRUE.equals(sampled)));
  }

  @ParameterizedTest
  @CsvSource({"''", NONE})
  void state_placeholderOfASpan_isUntraced(String traceId) {
    Observation.Context observation = observation(traceId, false, true);
    assertThat(RequestTrace.state(observation, null)).isEqualTo(TraceState.UNTRACED);
    assertThat(RequestTrace.ids(observation, null)).isNull();
  }

  @Test
  void state_sampledLater_isSeen() {
    Observation.Context observation = observation(TRACE, null, false);
    Object current = RequestTrace.current(observation);
    TraceContext trace =
        observation.<TracingContext>getRequired(TracingContext.class).getSpan().context();
    given(trace.sampled()).willReturn(true);
    assertThat(RequestTrace.state(observation, current)).isEqualTo(TraceState.SAMPLED);
  }

  @Test
  void state_emptyTracingContext_isUntraced() {
    Observation.Context observation = new Observation.Context();
    observation.put(TracingContext.class, new TracingContext());
    assertThat(RequestTrace.state(observation, null)).isEqualTo(TraceState.UNTRACED);
    assertThat(RequestTrace.state(new Observation.Context(), null)).isEqualTo(TraceState.UNTRACED);
  }

  @Test
  void current_withoutASpan_isNone() {
    assertThat(RequestTrace.current(new Observation.Context())).isNull();
    assertThat(RequestTrace.isCurrent()).isFalse();
  }

  @Test
  void state_currentSpan_isThatOne() {
    assertThat(stateOf(Sampler.alwaysOn())).isEqualTo(TraceState.SAMPLED);
    assertThat(stateOf(Sampler.alwaysOff())).isEqualTo(TraceState.UNRECORDED);
    assertThat(stateOf(recordOnly())).isEqualTo(TraceState.RECORDED);
  }

  private static TraceState stateOf(Sampler sampler) {
    try (SdkTracerProvider provider = SdkTracerProvider.builder().setSampler(sampler).build()) {
      Tracer tracer = provider.get("agent");
      Observation.Context observation = new Observation.Context();
      io.opentelemetry.api.trace.Span span = tracer.spanBuilder("GET /orders").startSpan();
      Object current;
      try (Scope unused = span.makeCurrent()) {
        assertThat(RequestTrace.isCurrent()).isTrue();
        current = RequestTrace.current(observation);
      }
      assertThat(RequestTrace.ids(observation, current))
          .isEqualTo(
              new TraceIds(
                  span.getSpanContext().getTraceId(),
                  span.getSpanContext().getSpanId(),
                  span.getSpanContext().isSampled()));
      return RequestTrace.state(observation, current);
    }
  }

  private static Sampler recordOnly() {
    return new Sampler() {
      @Override
      public SamplingResult shouldSample(
          io.opentelemetry.context.Context parentContext,
          String traceId,
          String name,
          io.opentelemetry.api.trace.SpanKind spanKind,
          io.opentelemetry.api.common.Attributes attributes,
          java.util.List<io.opentelemetry.sdk.trace.data.LinkData> parentLinks) {
        return SamplingResult.recordOnly();
      }

      @Override
      public String getDescription() {
        return "recordOnly";
      }
    };
  }

  private static Observation.Context observation(String traceId, Boolean sampled, boolean noop) {
    TraceContext trace = mock(TraceContext.class);
    given(trace.traceId()).willReturn(traceId);
    given(trace.spanId()).willReturn("b7ad6b7169203331");
    given(trace.sampled()).willReturn(sampled);
    Span span = mock(Span.class);
    given(span.context()).willReturn(trace);
    given(span.isNoop()).willReturn(noop);
    TracingContext tracing = new TracingContext();
    tracing.setSpan(span);
    return new Observation.Context().put(TracingContext.class, tracing);
  }
}
