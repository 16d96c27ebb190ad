package io.sre4j.otel.dependency;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.sre4j.dependency.Dependencies;
import io.sre4j.dependency.Hardness;
import io.sre4j.dependency.RouteDependencies;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests and their calls, told apart by spans of a real SDK. */
class SpanDependenciesTest {
  private static final Instant BEGIN = Instant.ofEpochSecond(1_000);

  private final Dependencies dependencies = new Dependencies();
  private final SpanDependencies spans =
      new SpanDependencies(
          dependencies, route -> route.endsWith("/health") ? Set.of() : Set.of("http"));
  private final SdkTracerProvider provider =
      SdkTracerProvider.builder().addSpanProcessor(spans).build();
  private final Tracer tracer = provider.get("shop");

  @AfterEach
  void close() {
    provider.close();
  }

  private Span span(String name, SpanKind kind, Context parent) {
    return tracer
        .spanBuilder(name)
        .setSpanKind(kind)
        .setParent(parent)
        .setStartTimestamp(BEGIN)
        .startSpan();
  }

  private Span request() {
    Span request = span("POST /checkout", SpanKind.SERVER, Context.root());
    return request.setAttribute("http.request.method", "POST");
  }

  private static void end(Span request, String route, int status) {
    request.setAttribute("http.route", route);
    request.setAttribute("http.response.status_code", status);
    request.end(BEGIN.plusMillis(10));
  }

  private void call(Span parent, String host, int status) {
    Span call = span("POST", SpanKind.CLIENT, Context.root().with(parent));
    call.setAttribute("server.address", host).setAttribute("http.response.status_code", status);
    if (status >= 400) {
      call.setStatus(StatusCode.ERROR);
    }
    call.end(BEGIN.plusMillis(4));
  }

  private List<RouteDependencies> counted() {
    return dependencies.report(List.of()).routes();
  }

  @Test
  void requests_andTheirCalls_areCountedByRoute() {
    for (int i = 0; i < 60; i++) {
      Span request = request();
      Span inside = span("inside", SpanKind.INTERNAL, Context.root().with(request));
      call(inside, "inventory", i < 20 ? 503 : 204);
      call(request, "prices", 404);
      inside.end();
      end(request, "/checkout", i < 20 ? 503 : 200);
    }
    RouteDependencies route = counted().get(0);
    assertThat(counted()).hasSize(1);
    assertThat(route.route()).isEqualTo("POST /checkout");
    assertThat(route.requests()).isEqualTo(60);
    RouteDependencies.Edge worst = route.edges().get(0);
    assertThat(worst.dependency()).isEqualTo("inventory");
    assertThat(worst.verdict().hardness()).isEqualTo(Hardness.HARD);
    assertThat(worst.counts().failedCalls()).isEqualTo(20);
    assertThat(worst.counts().nanos()).isEqualTo(60 * 4_000_000L);
    assertThat(route.edges().get(1).counts().failedCalls()).isZero();
  }

  @Test
  void call_madeOfCallsToTheSameService_isCountedAsThese() {
    Span request = request();
    Span library = span("reserve", SpanKind.CLIENT, Context.root().with(request));
    library.setAttribute("server.address", "inventory");
    call(library, "inventory", 503);
    call(library, "inventory", 204);
    library.end();
    end(request, "/checkout", 200);
    assertThat(counted().get(0).edges().get(0).counts().calls()).isEqualTo(2);
    assertThat(counted().get(0).edges().get(0).counts().retries()).isEqualTo(1);
  }

  @Test
  void call_ofARequestThatNobodyCounts_orOfNone_isNotCounted() {
    Span request = request();
    call(request, "inventory", 204);
    end(request, "/health", 200);
    Span job = span("job", SpanKind.INTERNAL, Context.root());
    call(job, "inventory", 204);
    job.end();
    assertThat(counted()).isEmpty();
  }

  @Test
  void spans_thatNeverEnd_areBounded() {
    for (int i = 0; i < SpanDependencies.MAX_OPEN + 5; i++) {
      request();
    }
    assertThat(spans.unwatched()).isEqualTo(5);
    end(request(), "/checkout", 200);
    assertThat(spans.unwatched()).isEqualTo(6);
  }
}
