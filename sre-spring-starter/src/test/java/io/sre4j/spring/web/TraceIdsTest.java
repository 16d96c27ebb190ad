package io.sre4j.spring.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

import io.micrometer.observation.Observation;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceIdsTest {
  private static final String ID = "0af7651916cd43dd8448eb211c80319c";
  private static final String HEADER = "00-" + ID + "-b7ad6b7169203331-01";

  @Test
  void of_header_isItsTraceId() {
    assertThat(TraceIds.of(new Observation.Context(), HEADER)).isEqualTo(ID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "garbage",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        "00-<script>alert(1)</script>0000000-b7ad6b7169203331-01"
      })
  void of_malformedHeader_isNone(String header) {
    assertThat(TraceIds.of(new Observation.Context(), header)).isNull();
  }

  @Test
  void of_tracer_winsOverTheHeader() {
    TraceContext trace = mock(TraceContext.class);
    given(trace.traceId()).willReturn("abc");
    Span span = mock(Span.class);
    given(span.context()).willReturn(trace);
    TracingContext tracing = new TracingContext();
    tracing.setSpan(span);
    Observation.Context context = new Observation.Context().put(TracingContext.class, tracing);
    assertThat(TraceIds.of(context, HEADER)).isEqualTo("abc");
  }
}
