package io.sre4j.otel.seed;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;

/** What services do that is right, though it looks odd, and how they should not name spans. */
final class Habits {
  /** Somebody's order. */
  static final String VALUE = "7781";

  private Habits() {}

  /** The span of who takes a batch ends before the first message is worked on. */
  static void batchOfMessages(TracedProcess p) {
    Context nobody = Context.root();
    Span receive = consumer(p, "orders receive", p.received(p.caller("", true)));
    receive.end();
    for (int message = 0; message < 3; message++) {
      consumer(p, "orders process", nobody.with(receive)).end();
    }
  }

  private static Span consumer(TracedProcess p, String name, Context parent) {
    return p.tracer("io.kafka")
        .spanBuilder(name)
        .setParent(parent)
        .setSpanKind(SpanKind.CONSUMER)
        .setAttribute("messaging.system", "kafka")
        .startSpan();
  }

  /** The route is known better when the request ends. */
  static void attributeSetTwice(TracedProcess p) {
    Span span = p.server("io.http.server", p.received(p.caller("", true))).startSpan();
    span.setAttribute("http.route", "/orders/*");
    TracedProcess.answer(span.setAttribute("http.route", "/orders/{id}"), 200);
  }

  /** A chatty trace of a root and of calls that are named by an order and by no peer. */
  static void valueInNames(TracedProcess p) {
    Context parent = p.received(p.caller("0", true));
    Span root =
        p.tracer("hand.made").spanBuilder("GET /orders/" + VALUE).setParent(parent).startSpan();
    for (int i = 0; i < 20; i++) {
      p.tracer("hand.made")
          .spanBuilder("load order " + VALUE)
          .setParent(parent.with(root))
          .setSpanKind(SpanKind.CLIENT)
          .startSpan()
          .end();
    }
    String step = "tidy /" + VALUE + "/" + p.ids.generateSpanId().substring(4);
    p.tracer("hand.made").spanBuilder(step).setParent(parent.with(root)).startSpan().end();
    root.end();
  }
}
