package io.sre4j.otel.keep;

import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.sre4j.otel.guard.Guard;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/** Where kept spans go: the processors that export. Thread-safe. */
final class KeptSink {
  private final List<SpanProcessor> processors;
  private final Guard guard = new Guard("A processor that exports kept spans");
  private final LongAdder spans = new LongAdder();

  KeptSink(List<SpanProcessor> processors) {
    this.processors = new CopyOnWriteArrayList<>(processors);
  }

  void add(SpanProcessor processor) {
    processors.add(processor);
  }

  boolean isEmpty() {
    return processors.isEmpty();
  }

  void send(List<ReadableSpan> ended) {
    spans.add(ended.size());
    for (ReadableSpan span : ended) {
      KeptSpan kept = new KeptSpan(span);
      for (SpanProcessor processor : processors) {
        try {
          processor.onEnd(kept);
        } catch (Throwable thrown) {
          guard.failed(thrown);
        }
      }
    }
  }

  long spans() {
    return spans.sum();
  }

  long failures() {
    return guard.failures();
  }
}
