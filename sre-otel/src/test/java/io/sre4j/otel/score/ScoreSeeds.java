package io.sre4j.otel.score;

import static io.sre4j.otel.score.ScoreSeed.fails;
import static io.sre4j.otel.score.ScoreSeed.passes;
import static io.sre4j.otel.score.ScoreSeed.resource;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Passing and failing telemetry for each rule that is decided here, at its boundary. */
final class ScoreSeeds {
  private static final Duration LONG = Duration.ofMillis(50);
  private static final Duration SHORT = Duration.ofNanos(4_999_999);
  private static final Duration NOT_SHORT = Duration.ofMillis(5);

  private ScoreSeeds() {}

  static List<ScoreSeed> all() {
    return Stream.of(ofTraces(), ofRoots(), ofMetrics(), ofValues(), ofLogs(), ofLevels())
        .flatMap(List::stream)
        .toList();
  }

  private static List<ScoreSeed> ofTraces() {
    return List.of(
        passes(
            "SPA-001", "10 internal", p -> p.trace(SpanKind.SERVER, 10, SpanKind.INTERNAL, LONG)),
        fails("SPA-001", "11 internal", p -> p.trace(SpanKind.SERVER, 11, SpanKind.INTERNAL, LONG)),
        fails(
            "SPA-001",
            "the root is the 11th",
            p -> p.trace(SpanKind.INTERNAL, 10, SpanKind.INTERNAL, LONG)),
        passes("SPA-005", "20 short", p -> p.trace(SpanKind.SERVER, 20, SpanKind.CLIENT, SHORT)),
        fails("SPA-005", "21 short", p -> p.trace(SpanKind.SERVER, 21, SpanKind.CLIENT, SHORT)),
        passes(
            "SPA-005", "21 of 5 ms", p -> p.trace(SpanKind.SERVER, 21, SpanKind.CLIENT, NOT_SHORT)),
        fails(
            "SPA-005",
            "the 21st comes after the root, in a batch of its own",
            p -> {
              Context within = p.trace(SpanKind.SERVER, 20, SpanKind.CLIENT, SHORT);
              p.flush();
              p.span(within, "late", SpanKind.CLIENT, SHORT);
            }));
  }

  private static List<ScoreSeed> ofRoots() {
    SpanContext caller =
        SpanContext.createFromRemoteParent(
            "4bf92f3577b34da6a3ce929d0e0e4736",
            "00f067aa0ba902b7",
            TraceFlags.getSampled(),
            TraceState.getDefault());
    return List.of(
        passes(
            "SPA-004",
            "an internal root",
            p -> p.trace(SpanKind.INTERNAL, 1, SpanKind.CLIENT, LONG)),
        passes(
            "SPA-004",
            "a client span of a caller's trace",
            p -> p.span(Context.root().with(Span.wrap(caller)), "GET", SpanKind.CLIENT, LONG)),
        fails(
            "SPA-004",
            "a call of nobody",
            p -> p.span(Context.root(), "GET", SpanKind.CLIENT, LONG)));
  }

  private static void count(ScoredProcess process, String name, String unit) {
    process.meter().counterBuilder(name).setUnit(unit).build().add(1);
  }

  private static List<ScoreSeed> ofMetrics() {
    return List.of(
        passes("MET-002", "no dimension", p -> count(p, "shop.ratio", "1")),
        passes("MET-002", "a quotient", p -> count(p, "shop.rate", "MiBy/s")),
        fails("MET-002", "no unit", p -> count(p, "shop.total", "")),
        fails("MET-002", "a word", p -> count(p, "shop.memory", "bytes")),
        passes("MET-005", "another unit's name", p -> count(p, "shop.seconds", "{second}")),
        fails("MET-005", "the specification's", p -> count(p, "collection.duration.seconds", "s")),
        passes("MET-006", "a metric of semconv", p -> count(p, "http.server.active_requests", "1")),
        fails("MET-006", "the specification's", p -> count(p, "http.response.status_code", "1")));
  }

  private static void values(ScoredProcess process, int from, int to) {
    LongCounter counter = process.meter().counterBuilder("shop.visits").setUnit("{visit}").build();
    for (int i = from; i < to; i++) {
      counter.add(1, Attributes.builder().put("user", "user-" + i).put("page", "home").build());
    }
    process.flush();
  }

  private static List<ScoreSeed> ofValues() {
    return List.of(
        passes("MET-001", "9,999 values", p -> values(p, 0, 9_999)),
        fails("MET-001", "10,000 values", p -> values(p, 0, 10_000)),
        fails(
            "MET-001",
            "10,000 values in an hour",
            p -> {
              values(p, 0, 6_000);
              p.time.advance(Duration.ofMinutes(59));
              values(p, 4_000, 10_000);
            }),
        passes(
            "MET-001",
            "9,999 values in one hour and others in the next",
            p -> {
              values(p, 0, 9_999);
              p.time.advance(Duration.ofHours(1));
              values(p, 9_999, 12_000);
            }));
  }

  private static List<ScoreSeed> ofLogs() {
    return List.of(
        passes("LOG-002", "a warning", p -> p.log(Severity.WARN)),
        fails("LOG-002", "no severity", p -> p.logger().logRecordBuilder().setBody("?").emit()),
        fails(
            "LOG-002",
            "a text only",
            p -> p.logger().logRecordBuilder().setSeverityText("ERROR").emit()),
        fails(
            "LOG-002",
            "the criterion's text",
            p ->
                p.logger()
                    .logRecordBuilder()
                    .setSeverity(Severity.INFO)
                    .setSeverityText("UNSET")
                    .emit()));
  }

  private static Attributes named(String key, String value) {
    return Attributes.builder().putAll(ScoredProcess.GOOD).put(key, value).build();
  }

  private static List<ScoreSeed> ofLevels() {
    Attributes noInstance = Attributes.builder().put("service.name", "shop").build();
    Attributes noName = Attributes.builder().put("service.instance.id", "1").build();
    return List.of(
        resource("RES-001", true, "an instance", ScoredProcess.GOOD),
        resource("RES-001", false, "no instance", noInstance),
        resource("RES-005", true, "a name", ScoredProcess.GOOD),
        resource("RES-005", false, "no name", noName),
        resource("RES-005", false, "an empty name", named("service.name", "")),
        resource("RES-005", false, "nobody's name", named("service.name", "unknown_service:java")),
        passes("RES-004", "a route on a span", p -> attribute(p, "http.route")),
        fails("RES-004", "the service's name on a span", p -> attribute(p, "service.name")),
        resource("RES-004", false, "a request", named("http.request.method", "GET")),
        fails(
            "RES-004",
            "the service's name on a log record",
            p ->
                p.logger()
                    .logRecordBuilder()
                    .setSeverity(Severity.INFO)
                    .setAttribute("service.name", "shop")
                    .emit()));
  }

  private static void attribute(ScoredProcess process, String key) {
    Span span = process.tracer().spanBuilder("work").setNoParent().startSpan();
    span.setAttribute(key, "value");
    span.end();
  }
}
