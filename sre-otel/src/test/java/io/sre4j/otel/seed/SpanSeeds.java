package io.sre4j.otel.seed;

import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.sre4j.finding.Hook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/** Spans that say something wrong. */
final class SpanSeeds {
  private static final String HAND_MADE = "hand.made";

  private SpanSeeds() {}

  static List<Seed> all() {
    return Stream.of(contents(), shapes(), resources()).flatMap(List::stream).toList();
  }

  private static List<Seed> contents() {
    return List.of(
        Seed.of(3, "a server span made by hand", SpanSeeds::withoutRoute),
        Seed.of(15, "500 of a server without ERROR", p -> answers(p, 500, span -> {})),
        Seed.of(15, "404 of a server with ERROR", p -> answers(p, 404, SpanSeeds::error)),
        Seed.of(
            15,
            "ERROR without error.type",
            p -> answers(p, 500, span -> span.setStatus(StatusCode.ERROR))),
        Seed.of(15, "400 of a client without ERROR", SpanSeeds::clientWithoutError),
        Seed.of(16, "503 without an error, bad for the SLI", SpanSeeds::badWithoutError),
        Seed.of(16, "an error that the SLI calls good", SpanSeeds::goodWithError),
        Seed.of(18, "no url.scheme", SpanSeeds::withoutScheme),
        Seed.of(
            19,
            "db.statement",
            p ->
                p.repeat(
                    20, () -> end(p.query(request(p)).setAttribute("db.statement", "SELECT 1")))),
        Seed.of(20, "a client span that names nobody", SpanSeeds::withoutPeer));
  }

  private static List<Seed> shapes() {
    return List.of(
        Seed.of(21, "ids in names", SpanSeeds::idsInNames),
        Seed.wired(
            21,
            "ids in names that the warm-up has seen",
            setup -> setup.settings.warmUp(Duration.ofMinutes(1)),
            SpanSeeds::idsInNamesBeforeAndAfterTheWarmUp),
        Seed.of(22, "spans that are never ended", SpanSeeds::leak),
        Seed.of(23, "ends before it starts", p -> times(p, 0, -5)),
        Seed.of(23, "starts in the future", p -> times(p, HOURS.toMillis(1), HOURS.toMillis(1))),
        Seed.of(23, "lasts for two hours", p -> times(p, HOURS.toMillis(-2), 0)),
        Seed.of(24, "a trace of 1,100 spans", p -> watched(p, 1_100, i -> "step " + i % 10, false)),
        Seed.of(24, "a batch whose root is open for minutes", SpanSeeds::longTraces),
        Seed.of(24, "the same query 30 times", p -> watched(p, 30, i -> "SELECT item", true)),
        Seed.of(25, "more attributes than the limit", SpanSeeds::manyAttributes),
        Seed.wired(
            25,
            "more events than the limit",
            setup -> setup.limits = SpanLimits.builder().setMaxNumberOfEvents(2).build(),
            SpanSeeds::manyEvents));
  }

  private static List<Seed> resources() {
    return List.of(
        Seed.wired(
            26,
            "no name of the service",
            setup -> setup.resource = Resource.getDefault(),
            p -> p.serve(20)),
        Seed.of(
            27,
            "service.version on spans",
            p -> p.repeat(20, () -> end(step(p).setAttribute("service.version", "2").startSpan()))),
        Seed.wired(
            27,
            "http.route on the resource",
            setup ->
                setup.resource =
                    setup.resource.merge(
                        Resource.create(
                            Attributes.of(AttributeKey.stringKey("http.route"), "/orders"))),
            p -> p.serve(20)));
  }

  private static void end(Span span) {
    span.end();
  }

  /** A request that was answered already, for spans within it. */
  private static Context request(TracedProcess p) {
    return p.received(p.caller("", true));
  }

  private static SpanBuilder step(TracedProcess p) {
    return p.tracer(HAND_MADE).spanBuilder("step").setParent(request(p));
  }

  private static void withoutRoute(TracedProcess p) {
    p.repeat(
        100,
        () ->
            TracedProcess.answer(
                p.tracer(HAND_MADE)
                    .spanBuilder("GET")
                    .setParent(request(p))
                    .setSpanKind(SpanKind.SERVER)
                    .setAttribute("http.request.method", "GET")
                    .setAttribute("url.path", "/orders")
                    .setAttribute("url.scheme", "http")
                    .startSpan(),
                200));
  }

  private static void answers(TracedProcess p, int status, Consumer<Span> before) {
    p.repeat(
        20,
        () -> {
          Span span = p.server(HAND_MADE, request(p)).startSpan();
          before.accept(span);
          TracedProcess.answer(span, status);
        });
  }

  private static void error(Span span) {
    span.setStatus(StatusCode.ERROR).setAttribute("error.type", "NotFound");
  }

  private static void clientWithoutError(TracedProcess p) {
    p.repeat(20, () -> TracedProcess.answer(p.call(HAND_MADE, request(p)), 400));
  }

  private static void badWithoutError(TracedProcess p) {
    p.signals().attached(Hook.VERDICTS);
    p.repeat(
        20,
        () -> {
          Span span =
              p.tracer("org.springframework.boot")
                  .spanBuilder("http get /orders/{id}")
                  .setParent(request(p))
                  .setSpanKind(SpanKind.SERVER)
                  .setAttribute("method", "GET")
                  .setAttribute("uri", "/orders/{id}")
                  .setAttribute("status", "503")
                  .setAttribute("outcome", "SERVER_ERROR")
                  .startSpan();
          SpanContext context = span.getSpanContext();
          p.signals().badRequests().bad(context.getTraceId(), context.getSpanId());
          span.end();
        });
  }

  private static void goodWithError(TracedProcess p) {
    p.signals().attached(Hook.VERDICTS);
    answers(p, 200, SpanSeeds::error);
  }

  private static void withoutScheme(TracedProcess p) {
    p.repeat(
        100,
        () ->
            TracedProcess.answer(
                p.tracer(HAND_MADE)
                    .spanBuilder("GET /orders")
                    .setParent(request(p))
                    .setSpanKind(SpanKind.SERVER)
                    .setAttribute("http.request.method", "GET")
                    .setAttribute("url.path", "/orders")
                    .setAttribute("http.route", "/orders")
                    .startSpan(),
                200));
  }

  private static void withoutPeer(TracedProcess p) {
    p.repeat(
        100,
        () ->
            p.tracer(HAND_MADE)
                .spanBuilder("GET stock")
                .setParent(request(p))
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute("db.system.name", "redis")
                .startSpan()
                .end());
  }

  private static void idsInNames(TracedProcess p) {
    AtomicInteger order = new AtomicInteger(1_000);
    p.repeat(
        150,
        () ->
            p.tracer(HAND_MADE)
                .spanBuilder("load /orders/" + order.getAndIncrement())
                .setParent(request(p))
                .startSpan()
                .end());
  }

  private static void idsInNamesBeforeAndAfterTheWarmUp(TracedProcess p) {
    idsInNames(p);
    p.inspectAfter(Duration.ofMinutes(2));
    idsInNames(p);
  }

  /** Each is judged after a minute, while it is open. */
  private static void longTraces(TracedProcess p) {
    p.serve(1_200);
    List<Span> roots = new ArrayList<>();
    for (int trace = 0; trace < 20; trace++) {
      Context parent = p.received(p.caller("0", true));
      Span root = p.server("io.http.server", parent).startSpan();
      for (int i = 0; i < 1_100; i++) {
        p.tracer(HAND_MADE).spanBuilder("step").setParent(parent.with(root)).startSpan().end();
      }
      roots.add(root);
      p.flush();
    }
    for (int second = 0; second <= 60; second++) {
      p.inspectAfter(Duration.ofSeconds(1));
    }
    roots.forEach(Span::end);
    p.flush();
  }

  private static void leak(TracedProcess p) {
    for (int slot = 0; slot < 9; slot++) {
      for (int i = 0; i < 200; i++) {
        Span unused = step(p).startSpan();
      }
      p.inspectAfter(Duration.ofMinutes(4));
      p.inspectAfter(Duration.ofMinutes(1));
    }
  }

  /** Spans that start and end so many milliseconds from now. */
  private static void times(TracedProcess p, long start, long end) {
    p.repeat(
        20,
        () -> {
          long now = p.time.now().at().toEpochMilli();
          step(p)
              .setStartTimestamp(now + start, MILLISECONDS)
              .startSpan()
              .end(now + end, MILLISECONDS);
        });
  }

  /** Local traces of which all are looked at, of so many spans. */
  private static void watched(
      TracedProcess p, int spans, IntFunction<String> name, boolean isClient) {
    p.serve(1_200);
    for (int trace = 0; trace < 20; trace++) {
      Context parent = p.received(p.caller("0", true));
      Span root = p.server("io.http.server", parent).startSpan();
      for (int i = 0; i < spans; i++) {
        p.tracer("io.jdbc")
            .spanBuilder(name.apply(i))
            .setParent(parent.with(root))
            .setSpanKind(isClient ? SpanKind.CLIENT : SpanKind.INTERNAL)
            .setAttribute("db.namespace", "shop")
            .startSpan()
            .end();
      }
      TracedProcess.answer(root, 200);
      p.flush();
    }
  }

  private static void manyAttributes(TracedProcess p) {
    p.repeat(
        20,
        () -> {
          Span span = step(p).startSpan();
          for (int i = 0; i < 130; i++) {
            span.setAttribute("item." + i, i);
          }
          span.end();
        });
  }

  private static void manyEvents(TracedProcess p) {
    p.repeat(20, () -> step(p).startSpan().addEvent("one").addEvent("two").addEvent("three").end());
  }
}
