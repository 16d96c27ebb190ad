package io.sre4j.otel.seed;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.sre4j.otel.seed.Seed.Scenario;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Telemetry that does not arrive. */
final class PipelineSeeds {
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

  private PipelineSeeds() {}

  /** Those that need nothing but the process. */
  static List<Seed> all() {
    Blocked blocked = new Blocked();
    return List.of(
        Seed.wired(
                8,
                "every third batch fails",
                setup -> setup.exporter = new EveryThirdFails(),
                PipelineSeeds::childrenBeforeParents)
            .related("SRE-031"),
        Seed.wired(
            30,
            "a queue that is full",
            setup -> {
              setup.queue = 64;
              setup.batch = 32;
              setup.exporter = blocked;
            },
            p -> overrun(p, blocked)),
        Seed.wired(
            31,
            "an exporter that throws",
            setup -> setup.exporter = new Throwing(),
            p -> p.serve(500)),
        Seed.of(32, "log records without the context", PipelineSeeds::logsWithoutContext));
  }

  /** Those that need a receiver. */
  static List<Seed> of(TraceReceiver receiver) {
    return List.of(
        fails(receiver, 404),
        fails(receiver, 503),
        received(receiver, "a receiver that is slow", p -> slow(p, receiver)),
        received(receiver, "a receiver that hangs", p -> hanging(p, receiver)));
  }

  private static Seed fails(TraceReceiver receiver, int status) {
    return received(
        receiver,
        "a receiver that answers " + status,
        p -> {
          receiver.answer(status);
          p.serve(500);
        });
  }

  private static Seed received(TraceReceiver receiver, String variant, Scenario scenario) {
    return Seed.wired(31, variant, setup -> setup.exporter = receiver.exporter(), scenario);
  }

  private static void childrenBeforeParents(TracedProcess p) {
    for (int i = 0; i < 30; i++) {
      Context parent = p.received(p.caller("", true));
      Span span = p.server("io.http.server", parent).startSpan();
      TracedProcess.answer(p.call("io.http.client", parent.with(span)), 200);
      p.flush();
      TracedProcess.answer(span, 200);
      p.flush();
    }
  }

  private static void overrun(TracedProcess p, Blocked blocked) throws InterruptedException {
    blocked.block();
    for (int i = 0; i < 2_000; i++) {
      p.serve(p.caller("", true));
    }
    blocked.free();
    p.flush();
  }

  private static void logsWithoutContext(TracedProcess p) {
    for (int i = 0; i < 200; i++) {
      Context parent = p.received(p.caller("", true));
      Span span = p.server("io.http.server", parent).startSpan();
      try (Scope scope = parent.with(span).makeCurrent()) {
        assertThat(scope).isNotNull();
        p.log(Context.root());
      }
      TracedProcess.answer(span, 200);
    }
    p.flush();
  }

  /** Each batch is under way for ten of ten seconds, none for long. */
  private static void slow(TracedProcess p, TraceReceiver receiver) throws InterruptedException {
    receiver.hold();
    for (int i = 0; i < 8; i++) {
      p.serve(p.caller("", true));
      CompletableResultCode flush = p.beginFlush();
      receiver.next();
      p.inspectAfter(TEN_SECONDS);
      receiver.release();
      flush.join(60, TimeUnit.SECONDS);
    }
  }

  private static void hanging(TracedProcess p, TraceReceiver receiver) throws InterruptedException {
    receiver.hold();
    p.serve(p.caller("", true));
    CompletableResultCode unused = p.beginFlush();
    receiver.next();
    p.inspectAfter(TEN_SECONDS);
    p.inspectAfter(TEN_SECONDS);
  }

  /** Answers at once what is right. */
  private abstract static class Exporter implements SpanExporter {
    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }

  private static final class EveryThirdFails extends Exporter {
    private int batches;

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      return ++batches % 3 == 0
          ? CompletableResultCode.ofFailure()
          : CompletableResultCode.ofSuccess();
    }
  }

  private static final class Throwing extends Exporter {
    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      throw new IllegalStateException("not wired");
    }
  }

  /** Takes nothing while it is blocked. */
  private static final class Blocked extends Exporter {
    private volatile CountDownLatch gate = new CountDownLatch(0);

    void block() {
      gate = new CountDownLatch(1);
    }

    void free() {
      gate.countDown();
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      try {
        gate.await();
        return CompletableResultCode.ofSuccess();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return CompletableResultCode.ofFailure();
      }
    }
  }
}
