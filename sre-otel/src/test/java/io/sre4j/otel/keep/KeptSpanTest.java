package io.sre4j.otel.keep;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a kept span is to those who get it, and which requests are kept. */
class KeptSpanTest {
  private static final AttributeKey<String> HINT = AttributeKey.stringKey("hint");

  private static List<SpanData> kept(Consumer<Span> request) {
    try (Host host = Host.unsampled(BadTraceKeeper.builder())) {
      Span root = host.request();
      host.children(root, 1);
      request.accept(root);
      root.end();
      return List.copyOf(host.exported());
    }
  }

  @Test
  void root_failed_isKept() {
    assertThat(kept(root -> root.setStatus(StatusCode.ERROR))).hasSize(2);
    assertThat(kept(root -> root.setAttribute("http.response.status_code", 500L))).hasSize(2);
    assertThat(kept(root -> root.setAttribute("http.status_code", 503L))).hasSize(2);
    assertThat(kept(root -> root.setAttribute("outcome", "SERVER_ERROR"))).hasSize(2);
  }

  @Test
  void root_fine_isForgotten() {
    assertThat(kept(root -> {})).isEmpty();
    assertThat(kept(root -> root.setAttribute("http.response.status_code", 499L))).isEmpty();
    assertThat(kept(root -> root.setAttribute("outcome", "SUCCESS"))).isEmpty();
  }

  @Test
  void root_slowerThanItsThreshold_isKept() {
    RootVerdict slow = RootVerdict.none().orSlowerThan(Duration.ofSeconds(2));
    try (Host host = Host.unsampled(BadTraceKeeper.builder().verdict(slow))) {
      for (long millis : List.of(2_000L, 2_001L)) {
        Span root =
            host.tracer
                .spanBuilder("took " + millis)
                .setNoParent()
                .setStartTimestamp(1_000, TimeUnit.MILLISECONDS)
                .startSpan();
        root.end(1_000 + millis, TimeUnit.MILLISECONDS);
      }
      assertThat(host.exported()).extracting(SpanData::getName).containsExactly("took 2001");
    }
  }

  @Test
  void exported_isSampledMarkedAndCountsForNothing() {
    SpanData child = kept(root -> root.setStatus(StatusCode.ERROR)).get(0);
    assertThat(child.getName()).isEqualTo("child");
    assertThat(child.getSpanContext().isSampled()).isTrue();
    assertThat(child.getAttributes().get(BadTraceKeeper.KEPT)).isTrue();
    assertThat(child.getAttributes().get(BadTraceKeeper.ADJUSTED_COUNT)).isZero();
    assertThat(child.getTotalAttributeCount()).isEqualTo(child.getAttributes().size());
    assertThat(child.getInstrumentationScopeInfo().getName()).isEqualTo("test");
  }

  /** By a threshold that a span did not pass, others would weigh it as one that did. */
  @ParameterizedTest
  @ValueSource(strings = {"th:fd", "th:fd;rv:0123456789abcd", "rv:0123456789abcd"})
  void traceState_threshold_isTakenOut(String sampling) {
    TraceState state = TraceState.builder().put("ot", sampling).put("vendor", "x").build();
    SpanContext caller =
        SpanContext.createFromRemoteParent(
            "0123456789abcdef0123456789abcdef", "0123456789abcdef", TraceFlags.getDefault(), state);
    try (Host host = Host.unsampled(BadTraceKeeper.builder())) {
      Span root =
          host.tracer
              .spanBuilder("called")
              .setParent(Context.root().with(Span.wrap(caller)))
              .startSpan();
      host.bad(root);
      root.end();
      SpanData kept = host.exported().get(0);
      assertThat(kept.getParentSpanContext()).isEqualTo(caller);
      TraceState left = kept.getSpanContext().getTraceState();
      assertThat(left.get("vendor")).isEqualTo("x");
      assertThat(left.get("ot")).isEqualTo(sampling.contains("rv") ? "rv:0123456789abcd" : null);
    }
  }

  /** A process that calls itself has two local roots in one trace; the last one decides. */
  @Test
  void ownCall_isOneTraceAndDecidedByTheLastRoot() {
    try (Host host = Host.unsampled(BadTraceKeeper.builder())) {
      Span outer = host.request();
      SpanContext there = outer.getSpanContext();
      SpanContext here =
          SpanContext.createFromRemoteParent(
              there.getTraceId(), there.getSpanId(), there.getTraceFlags(), there.getTraceState());
      Span inner =
          host.tracer
              .spanBuilder("inner")
              .setParent(Context.root().with(Span.wrap(here)))
              .startSpan();
      host.children(inner, 1);
      inner.setStatus(StatusCode.ERROR);
      inner.end();
      assertThat(host.exported()).isEmpty();
      outer.end();
      assertThat(host.exported()).hasSize(3);
      assertThat(host.keeper.status().keptTraces()).isOne();
    }
  }

  @Test
  void spanAfterItsRoot_isSentIfTheTraceWasKept() {
    try (Host host = Host.unsampled(BadTraceKeeper.builder())) {
      Span bad = host.request();
      Span ofBad = host.child(bad, "late");
      Span good = host.request();
      Span ofGood = host.child(good, "late");
      host.bad(bad);
      bad.end();
      good.end();
      ofBad.end();
      ofGood.end();
      assertThat(host.exported())
          .extracting(SpanData::getTraceId)
          .containsOnly(bad.getSpanContext().getTraceId())
          .hasSize(2);
    }
  }

  @Test
  void sink_throws_hostAndOtherSinksGoOn() {
    SpanProcessor broken = new Broken();
    try (Host host = Host.unsampled(BadTraceKeeper.builder().sink(broken))) {
      Span root = host.request();
      host.bad(root);
      root.end();
      assertThat(host.exported()).hasSize(1);
      assertThat(host.keeper.status().failures()).isOne();
    }
  }

  @Test
  void verdict_throws_requestIsNotBadAndLeaves() {
    RootVerdict broken =
        root -> {
          throw new IllegalStateException("no verdict");
        };
    try (Host host = Host.unsampled(BadTraceKeeper.builder().verdict(broken))) {
      host.request().end();
      assertThat(host.keeper.status().openTraces()).isZero();
      assertThat(host.keeper.status().failures()).isOne();
    }
  }

  @Test
  void sampler_keepsDecisionsAttributesAndStateOfItsDelegate() {
    try (Host host = Host.unsampled(BadTraceKeeper.builder())) {
      Sampler delegate = new Hinting(SamplingDecision.DROP);
      SamplingResult result = sample(host.keeper.sampler(delegate));
      assertThat(result.getDecision()).isEqualTo(SamplingDecision.RECORD_ONLY);
      assertThat(result.getAttributes().get(HINT)).isEqualTo("yes");
      assertThat(result.getUpdatedTraceState(TraceState.getDefault()).get("ot")).isEqualTo("th:8");
      SamplingResult taken =
          sample(host.keeper.sampler(new Hinting(SamplingDecision.RECORD_AND_SAMPLE)));
      assertThat(taken.getDecision()).isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
      assertThat(host.keeper.sampler(delegate).getDescription()).contains("Hinting");
      host.keeper.shutdown();
      assertThat(sample(host.keeper.sampler(delegate)).getDecision())
          .isEqualTo(SamplingDecision.DROP);
    }
  }

  @Test
  void sampler_nowhereToSendTo_recordsNothing() {
    BadTraceKeeper keeper = BadTraceKeeper.builder().build();
    assertThat(sample(keeper.sampler(Sampler.alwaysOff())).getDecision())
        .isEqualTo(SamplingDecision.DROP);
    keeper.addSink(new Broken());
    assertThat(sample(keeper.sampler(Sampler.alwaysOff())).getDecision())
        .isEqualTo(SamplingDecision.RECORD_ONLY);
  }

  private static SamplingResult sample(Sampler sampler) {
    return sampler.shouldSample(
        Context.root(),
        "0123456789abcdef0123456789abcdef",
        "request",
        SpanKind.SERVER,
        Attributes.empty(),
        List.of());
  }

  private record Hinting(SamplingDecision decision) implements Sampler {

    @Override
    public SamplingResult shouldSample(
        Context parentContext,
        String traceId,
        String name,
        SpanKind spanKind,
        Attributes attributes,
        List<LinkData> parentLinks) {
      return new SamplingResult() {
        @Override
        public SamplingDecision getDecision() {
          return decision;
        }

        @Override
        public Attributes getAttributes() {
          return Attributes.of(HINT, "yes");
        }

        @Override
        public TraceState getUpdatedTraceState(TraceState parent) {
          return parent.toBuilder().put("ot", "th:8").build();
        }
      };
    }

    @Override
    public String getDescription() {
      return "Hinting";
    }
  }

  private static final class Broken implements SpanProcessor {
    @Override
    public void onStart(Context parentContext, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
      return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {
      throw new IllegalStateException("broken");
    }

    @Override
    public boolean isEndRequired() {
      return true;
    }
  }
}
