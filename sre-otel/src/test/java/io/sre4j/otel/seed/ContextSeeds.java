package io.sre4j.otel.seed;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Contexts that get lost, and spans with the wrong parent. */
final class ContextSeeds {
  private ContextSeeds() {}

  static List<Seed> all() {
    return List.of(
        Seed.of(4, "B3 from the caller, W3C here", p -> foreign(p, "b3", "a-b-1")),
        Seed.of(
            4,
            "malformed traceparent",
            p -> foreign(p, "traceparent", "00-xyz-0000000000000001-01")),
        Seed.of(4, "Jaeger's header", p -> foreign(p, "uber-trace-id", "1:2:0:1")),
        Seed.wired(
            5,
            "requests without context on an internal route",
            setup -> setup.settings.internalRoutes("/orders/**"),
            p -> p.repeat(100, () -> p.serve(Map.of()))),
        Seed.wired(
            5,
            "an internal route that is named with its method, behind many others",
            setup -> setup.settings.internalRoutes("GET /orders/**"),
            ContextSeeds::rootsOfManyRoutes),
        Seed.of(6, "a client that injects nothing", ContextSeeds::neverInjected),
        Seed.wired(
            7,
            "a sampler that drops server spans only",
            setup -> setup.sampler = new WithoutServers(),
            p -> p.serve(100)),
        Seed.of(9, "a scope that was never closed", ContextSeeds::leakedScope),
        Seed.of(10, "work that begins when its request is over", ContextSeeds::late),
        Seed.of(11, "calls from a raw thread pool", ContextSeeds::rawPool),
        Seed.of(13, "two instrumentations of one server", ContextSeeds::twice),
        Seed.wired(
            29,
            "a sampler that does not ask the caller",
            setup -> setup.sampler = Sampler.alwaysOn(),
            p -> p.repeat(100, () -> p.serve(p.caller("", false)))));
  }

  private static void rootsOfManyRoutes(TracedProcess p) {
    for (int i = 0; i < 100; i++) {
      Context parent = p.received(p.caller("", true));
      Span span = p.server("io.http.server", parent).startSpan();
      TracedProcess.answer(span.setAttribute("http.route", "/shelf-" + i), 200);
    }
    p.flush();
    p.repeat(100, () -> p.serve(Map.of()));
  }

  private static void foreign(TracedProcess p, String header, String value) {
    p.repeat(200, () -> p.serve(Map.of(header, value)));
  }

  private static void neverInjected(TracedProcess p) {
    p.repeat(
        1_200,
        () -> {
          Context parent = p.received(p.caller("", true));
          Span span = p.server("io.http.server", parent).startSpan();
          TracedProcess.answer(p.client("raw.client", parent.with(span)), 200);
          TracedProcess.answer(span, 200);
        });
  }

  private static void leakedScope(TracedProcess p) {
    Context leaked = p.received(p.caller("", true));
    Span before = p.server("io.http.server", leaked).startSpan();
    TracedProcess.answer(before, 200);
    Context current = leaked.with(before);
    p.repeat(20, () -> TracedProcess.answer(p.server("io.http.server", current).startSpan(), 200));
  }

  private static void late(TracedProcess p) {
    p.repeat(
        150,
        () -> {
          Context parent = p.received(p.caller("", true));
          Span span = p.server("io.http.server", parent).startSpan();
          TracedProcess.answer(span, 200);
          p.tracer("shop.Later").spanBuilder("tidy").setParent(parent.with(span)).startSpan().end();
        });
  }

  private static void rawPool(TracedProcess p) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    Future<?> work =
        pool.submit(() ->
            p.repeat(
                200, () -> TracedProcess.answer(p.call("io.http.client", Context.current()), 200)));
    work.get();
    pool.shutdown();
  }

  private static void twice(TracedProcess p) {
    p.repeat(
        20,
        () -> {
          Context parent = p.received(p.caller("", true));
          Span outer = p.server("the.container", parent).startSpan();
          Span inner = p.server("the.framework", parent.with(outer)).startSpan();
          TracedProcess.answer(inner, 200);
          TracedProcess.answer(outer, 200);
        });
  }

  /** Drops server spans and takes all others. */
  private static final class WithoutServers implements Sampler {
    @Override
    public SamplingResult shouldSample(
        Context parentContext,
        String traceId,
        String name,
        SpanKind spanKind,
        Attributes attributes,
        List<LinkData> parentLinks) {
      return spanKind == SpanKind.SERVER ? SamplingResult.drop() : SamplingResult.recordAndSample();
    }

    @Override
    public String getDescription() {
      return "WithoutServers";
    }
  }
}
