package io.sre4j.otel.keep;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Of many requests at once, all bad ones arrive complete and no others, within the memory's cap.
 */
class BadTraceKeeperTest {
  private static final int REQUESTS = 10_000;
  private static final int BAD = 50;
  private static final int THREADS = 4;
  private static final long CAP = 2L << 20;
  private static final Set<String> COMPLETE =
      Set.of("request", "authorize", "pay", "query", "audit", "notify");

  private final long seed = new Random().nextLong();
  private final Host host =
      new Host(
          seed,
          Sampler.parentBased(Sampler.traceIdRatioBased(0.01)),
          BadTraceKeeper.builder().maxBytes(CAP).verdict(RootVerdict.none()));
  private final Set<String> bad = ConcurrentHashMap.newKeySet();
  private final Set<String> sampled = ConcurrentHashMap.newKeySet();
  private final AtomicLong highest = new AtomicLong();
  private final ExecutorService serving = Executors.newFixedThreadPool(THREADS);
  private final ExecutorService behind = Executors.newFixedThreadPool(2);

  @Test
  @Timeout(120)
  void requests_someBadAndARootThatNeverEnds_allBadOnesCompleteAndNoOthers() throws Exception {
    System.out.println("BadTraceKeeperTest seed " + seed);
    Set<Integer> failing =
        new Random(seed)
            .ints(0, REQUESTS)
            .distinct()
            .limit(BAD)
            .boxed()
            .collect(Collectors.toSet());
    Span stream = host.request();
    serve(
        IntStream.range(0, REQUESTS)
            .<Runnable>mapToObj(i -> () -> request(failing.contains(i), stream))
            .toList());

    Map<String, List<SpanData>> traces =
        host.exported().stream().collect(Collectors.groupingBy(SpanData::getTraceId));
    assertThat(bad).hasSize(BAD);
    assertThat(traces.keySet()).containsAll(bad);
    bad.forEach(trace -> assertComplete(traces.get(trace)));
    Set<String> others = new TreeSet<>(traces.keySet());
    others.removeAll(bad);
    assertThat(others).isSubsetOf(sampled);
    assertThat(others).hasSizeLessThanOrEqualTo(REQUESTS / 100 + BAD);
    assertThat(highest.get()).isPositive().isLessThanOrEqualTo(CAP);
    KeeperStatus status = host.keeper.status();
    assertThat(status.keptTraces())
        .isEqualTo(bad.stream().filter(t -> !sampled.contains(t)).count());
    assertThat(status.refusedTraces() + status.limitedTraces() + status.failures()).isZero();
    assertStreamIsForgotten(stream);
  }

  private void serve(List<Runnable> requests) throws InterruptedException, ExecutionException {
    List<Future<?>> served = new ArrayList<>();
    requests.forEach(request -> served.add(serving.submit(request)));
    for (Future<?> one : served) {
      one.get();
    }
    serving.shutdown();
    behind.shutdown();
    assertThat(behind.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
  }

  /** A request of six spans, one of which another thread ends while the request ends or later. */
  private void request(boolean fails, Span stream) {
    host.children(stream, 10);
    Span root = host.request();
    host.child(root, "authorize").end();
    Span pay = host.child(root, "pay");
    host.child(pay, "query").end();
    host.child(pay, "audit").end();
    Span notify = host.child(root, "notify");
    behind.execute(notify::end);
    pay.end();
    String trace = root.getSpanContext().getTraceId();
    if (root.getSpanContext().isSampled()) {
      sampled.add(trace);
    }
    if (fails) {
      bad.add(trace);
      assertThat(host.bad(root)).isEqualTo(!root.getSpanContext().isSampled());
    }
    highest.accumulateAndGet(host.keeper.status().heldBytes(), Math::max);
    root.end();
  }

  private void assertComplete(List<SpanData> trace) {
    assertThat(trace).extracting(SpanData::getName).containsExactlyInAnyOrderElementsOf(COMPLETE);
    Set<String> ids = trace.stream().map(SpanData::getSpanId).collect(Collectors.toSet());
    for (SpanData span : trace) {
      assertThat(span.getSpanContext().isSampled()).isTrue();
      assertThat(ids.contains(span.getParentSpanId())).isEqualTo(!span.getName().equals("request"));
      assertThat(span.getAttributes().get(BadTraceKeeper.KEPT))
          .isEqualTo(sampled.contains(span.getTraceId()) ? null : true);
    }
  }

  /**
   * Its 100,000 children are more than a trace may have; it holds its place until it is too old.
   */
  private void assertStreamIsForgotten(Span stream) {
    assertThat(host.keeper.status().cutTraces()).isOne();
    assertThat(host.keeper.status().openTraces()).isOne();
    host.pass(Duration.ofMinutes(1));
    host.keeper.expire();
    assertThat(host.keeper.status().openTraces()).isZero();
    assertThat(host.keeper.status().heldBytes()).isZero();
    stream.end();
    host.close();
  }
}
