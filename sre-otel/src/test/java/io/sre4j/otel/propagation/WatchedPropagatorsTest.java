package io.sre4j.otel.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import io.sre4j.SreEngine;
import io.sre4j.coverage.Coverage;
import io.sre4j.coverage.CoverageSettings;
import io.sre4j.finding.FindingState;
import io.sre4j.finding.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchedPropagatorsTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String TRACEPARENT = "00-" + TRACE + "-b7ad6b7169203331-01";
  private static final int REQUESTS = 200;

  private final SreEngine engine = SreEngine.builder().manualTicks().build();
  private final Coverage coverage =
      Coverage.builder(engine)
          .settings(CoverageSettings.builder().warmUp(Duration.ZERO).build())
          .manual()
          .build();
  private final WatchedPropagators all = new WatchedPropagators();

  WatchedPropagatorsTest() {
    assertThat(all.attach(coverage.signals())).isNotNull();
  }

  @AfterEach
  void close() {
    coverage.close();
    engine.close();
  }

  /** What the rule says of requests with a header that pass all these, one after the other. */
  private Verdict after(String header, String value, TextMapPropagator... propagators) {
    List<TextMapPropagator> watched = List.of(propagators).stream().map(all::wrap).toList();
    all.announce(coverage.signals());
    for (int i = 0; i < REQUESTS; i++) {
      Context context = Context.root();
      for (TextMapPropagator propagator : watched) {
        context = propagator.extract(context, Map.of(header, value), Headers.GETTER);
      }
    }
    coverage.inspect();
    return coverage.report().verdict("SRE-004");
  }

  @Test
  void extract_understood_isFine() {
    Verdict verdict =
        after(
            "traceparent",
            TRACEPARENT,
            W3CBaggagePropagator.getInstance(),
            W3CTraceContextPropagator.getInstance());
    assertThat(verdict.state()).isNotEqualTo(FindingState.FAIL);
  }

  @Test
  void extract_anotherPropagatorUnderstands_isFine() {
    TextMapPropagator tracing = W3CTraceContextPropagator.getInstance();
    assertThat(after("b3", "a-b-1", tracing, new OwnB3()).state()).isNotEqualTo(FindingState.FAIL);
  }

  @Test
  void extract_foreignHeader_isFoundByItsName() {
    Verdict verdict = after("b3", "a-b-1", W3CTraceContextPropagator.getInstance());
    assertThat(verdict.state()).isEqualTo(FindingState.FAIL);
    assertThat(verdict.findings().get(0).subject()).isEqualTo("b3");
  }

  @Test
  void extract_malformedHeader_isFoundByItsName() {
    Verdict verdict = after("traceparent", "00-x-y-01", W3CTraceContextPropagator.getInstance());
    assertThat(verdict.findings().get(0).subject()).isEqualTo("traceparent");
  }

  @Test
  void extract_decisionOfB3_isNoContext() {
    assertThat(after("b3", "0", W3CTraceContextPropagator.getInstance()).state())
        .isNotEqualTo(FindingState.FAIL);
  }

  /** Load balancers of Google Cloud and AWS add theirs to every request, whoever traces. */
  @ParameterizedTest
  @ValueSource(strings = {"X-Cloud-Trace-Context", "X-Amzn-Trace-Id"})
  void extract_headerOfALoadBalancer_isNoContext(String header) {
    assertThat(after(header, TRACE + "/1;o=1", W3CTraceContextPropagator.getInstance()).state())
        .isNotEqualTo(FindingState.FAIL);
  }

  @Test
  void wrap_whatItDoes_isWhatTheDelegateDoes() {
    TextMapPropagator watched = all.wrap(W3CTraceContextPropagator.getInstance());
    Context context =
        watched.extract(Context.root(), Map.of("traceparent", TRACEPARENT), Headers.GETTER);
    Map<String, String> sent = new TreeMap<>();
    watched.inject(context, sent, Map::put);
    assertThat(sent).containsEntry("traceparent", TRACEPARENT);
    assertThat(watched.fields()).isEqualTo(W3CTraceContextPropagator.getInstance().fields());
    assertThat(watched.extract(Context.root(), null, Headers.GETTER)).isSameAs(Context.root());
  }

  /** Headers as a map. */
  private enum Headers implements TextMapGetter<Map<String, String>> {
    GETTER;

    @Override
    @SuppressWarnings("deprecation") // in the newest OpenTelemetry, and abstract in the oldest
    public Set<String> keys(Map<String, String> carrier) {
      return carrier.keySet();
    }

    @Override
    public @Nullable String get(@Nullable Map<String, String> carrier, String key) {
      if (carrier == null) {
        return null;
      }
      return carrier.get(key) == null
          ? carrier.get(key.toLowerCase(Locale.ROOT))
          : carrier.get(key);
    }
  }

  /** Understands the header of another tracer. */
  private static final class OwnB3 implements TextMapPropagator {
    @Override
    public List<String> fields() {
      return List.of("b3");
    }

    @Override
    public <C> void inject(Context context, @Nullable C carrier, TextMapSetter<C> setter) {}

    @Override
    public <C> Context extract(Context context, @Nullable C carrier, TextMapGetter<C> getter) {
      SpanContext caller =
          SpanContext.createFromRemoteParent(
              TRACE, "b7ad6b7169203331", TraceFlags.getSampled(), TraceState.getDefault());
      return getter.get(carrier, "b3") == null ? context : context.with(Span.wrap(caller));
    }
  }
}
