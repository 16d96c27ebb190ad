package io.sre4j.coverage;

import io.sre4j.facts.Component;
import io.sre4j.facts.ExportReading;
import io.sre4j.facts.ResourceFacts;
import io.sre4j.facts.SetupFacts;
import io.sre4j.finding.Defect;
import io.sre4j.finding.Hook;
import io.sre4j.signal.DefectCounter;
import io.sre4j.signal.Signals;
import io.sre4j.signal.SpanCounts;
import io.sre4j.signal.TraceState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What an adapter would count of one defect of each rule: the examples of docs/coverage.md. */
final class Seeds {
  private static final String HTTP = "com.example.http";
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  private final Map<String, Consumer<TestCoverage>> seeds = new TreeMap<>();

  private Seeds() {
    seeds.put("SRE-001", test -> test.count("GET /recommendations", TraceState.UNOBSERVED, 120));
    seeds.put("SRE-002", Seeds::lostSpans);
    seeds.put("SRE-012", Seeds::lossyExecutor);
    seeds.put("SRE-014", Seeds::agentAndOwnSdk);
    seeds.put("SRE-022", Seeds::leakedSpans);
    seeds.put("SRE-026", Seeds::unknownService);
    seeds.put("SRE-028", Seeds::thinSampling);
    seeds.put("SRE-030", Seeds::fullQueue);
    seeds.put("SRE-031", Seeds::failingExporter);
    seeds.put("SRE-034", Seeds::bareDataSource);
    content();
    context();
    pipeline();
  }

  /** One for each rule, by its id. */
  static Map<String, Consumer<TestCoverage>> all() {
    return new Seeds().seeds;
  }

  /** With what each of them is judged. */
  static CoverageSettings settings() {
    return TestCoverage.settings().internalRoutes("/internal/**").build();
  }

  private void content() {
    put(Defect.ROUTE_MISSING, Hook.CONTENT, "com.example.gateway", 400, 60, null);
    put(Defect.INTERNAL_ROOT, Hook.CONTENT, "GET /internal/stock", 200, 80, null);
    put(Defect.WRONG_STATUS, Hook.CONTENT, HTTP, 1_000, 12, "5xx without the status ERROR");
    put(
        Defect.VERDICT_DISAGREES,
        Hook.VERDICTS,
        "GET /orders",
        900,
        9,
        "bad for the SLI, no error for the span");
    put(Defect.ATTRIBUTE_MISSING, Hook.CONTENT, HTTP, 300, 300, "url.scheme");
    put(Defect.OLD_CONVENTION, Hook.CONTENT, "okhttp-3.0 http.method", 250, 250, null);
    put(Defect.PEER_MISSING, Hook.CONTENT, "com.example.cache", 120, 120, "GET stock");
    String order = "load /orders/{?}";
    put(Defect.UNBOUNDED_NAME, Hook.CONTENT, "com.example.orders INTERNAL", 400, 390, order);
    put(Defect.IMPOSSIBLE_TIME, Hook.CONTENT, "com.example.batch", 500, 4, "ends before it starts");
    String equal = "20 client calls of one name in a row";
    put(Defect.HUGE_TRACE, Hook.SPANS, "GET /orders", 300, 40, equal);
    put(Defect.TRUNCATED, Hook.CONTENT, "com.example.batch", 500, 8, "events were cut");
    put(Defect.WRONG_LEVEL, Hook.CONTENT, "service.name", 500, 500, "on a span");
  }

  private void context() {
    put(Defect.NOT_PROPAGATED, Hook.PROPAGATION, HTTP, 200, 200, null);
    put(Defect.LOCAL_ORPHAN, Hook.SPANS, "com.example.jobs", 600, 31, null);
    put(Defect.SCOPE_LEAK, Hook.SPANS, "io.opentelemetry.tomcat-10.0", 5_000, 7, null);
    put(Defect.STARTED_LATE, Hook.SPANS, "com.example.audit", 400, 350, null);
    put(Defect.CONTEXT_LOST, Hook.SPANS, "java-http-client on pool-1-thread-", 900, 90, null);
    put(Defect.DOUBLE_SERVER, Hook.SPANS, "tomcat-10.0 and org.springframework", 700, 700, null);
    put(Defect.INCONSISTENT_SAMPLING, Hook.SPANS, "tomcat-10.0", 900, 40, null);
  }

  private void pipeline() {
    String failed = "its children had arrived when its batch failed";
    put(Defect.EXPORTED_ORPHAN, Hook.EXPORTS, "com.example.orders", 2_000, 320, failed);
    putUntraced(Defect.FOREIGN_CONTEXT, Hook.PROPAGATION, "b3", 800, 50);
    putUntraced(Defect.LOG_WITHOUT_TRACE, Hook.LOGS, "com.example.Orders", 500, 200);
  }

  private void put(
      Defect defect, Hook hook, String subject, int inspected, int found, @Nullable String detail) {
    seeds.put(
        defect.rule(),
        test -> {
          signals(test).attached(hook);
          count(signals(test).of(defect), subject, inspected, found, TRACE, detail);
        });
  }

  /** Of a defect that no trace can show. */
  private void putUntraced(Defect defect, Hook hook, String subject, int inspected, int found) {
    seeds.put(
        defect.rule(),
        test -> {
          signals(test).attached(hook);
          count(signals(test).of(defect), subject, inspected, found, null, null);
        });
  }

  private static void count(
      DefectCounter counter,
      String subject,
      int inspected,
      int found,
      @Nullable String trace,
      @Nullable String detail) {
    for (int i = 0; i < inspected; i++) {
      counter.inspected(subject);
    }
    for (int i = 0; i < found; i++) {
      counter.found(subject, trace, detail);
    }
  }

  private static Signals signals(TestCoverage test) {
    return test.coverage.signals();
  }

  private static void lostSpans(TestCoverage test) {
    test.count("GET /orders", TraceState.SAMPLED, 950);
    test.count("GET /orders", TraceState.UNTRACED, 50);
  }

  private static void thinSampling(TestCoverage test) {
    int served = 0;
    for (int minute = 1; minute <= 55; minute++) {
      for (; served < minute * 1_389 / 60; served++) {
        boolean isSampled = served % 100 == 0;
        test.count("GET /a", isSampled ? TraceState.SAMPLED : TraceState.UNRECORDED, 1);
      }
      if (minute < 55) {
        test.inspectAfter(Duration.ofMinutes(1));
      }
    }
    test.inspectAfter(Duration.ofSeconds(59));
  }

  private static void lossyExecutor(TestCoverage test) {
    Component executor =
        new Component(Component.Kind.EXECUTOR, "applicationTaskExecutor", false, 1, "task-");
    signals(test).attached(Hook.INVENTORY);
    signals(test).attached(Hook.SPANS);
    signals(test).sources().inventory(() -> List.of(executor));
    count(signals(test).of(Defect.LOST_ON_THREAD), "task-", 60, 60, TRACE, null);
  }

  private static void agentAndOwnSdk(TestCoverage test) {
    signals(test).attached(Hook.SETUP);
    signals(test)
        .sources()
        .setup(() -> new SetupFacts(SetupFacts.Tracer.OPEN_TELEMETRY, true, true, false, false));
  }

  private static void leakedSpans(TestCoverage test) {
    SpanCounts spans = signals(test).spans();
    signals(test).attached(Hook.SPANS);
    spans.open(() -> Map.of("com.example.stream", 40L));
    for (int minute = 0; minute < 35; minute++) {
      for (int i = 0; i < 100; i++) {
        spans.started();
        if (i > 0) {
          spans.ended(true);
        }
      }
      test.inspectAfter(Duration.ofMinutes(1));
    }
  }

  private static void unknownService(TestCoverage test) {
    Map<String, String> attributes =
        Map.of(
            "service.name", "unknown_service:java",
            "service.instance.id", "shop-1",
            "service.version", "1.4.2",
            "deployment.environment.name", "production");
    signals(test).attached(Hook.RESOURCE);
    signals(test).sources().resource(() -> new ResourceFacts(attributes, false));
  }

  private static void fullQueue(TestCoverage test) {
    SpanCounts spans = signals(test).spans();
    spans.queueCapacity(2_560);
    signals(test).attached(Hook.SPANS);
    signals(test).attached(Hook.EXPORTS);
    signals(test).attached(Hook.CONTENT);
    for (int i = 0; i < 2_000; i++) {
      spans.started();
      spans.ended(true);
      if (i < 1_500) {
        spans.received();
      }
    }
  }

  private static void failingExporter(TestCoverage test) {
    signals(test).attached(Hook.EXPORTS);
    signals(test)
        .sources()
        .exports(
            "OtlpHttpSpanExporter", () -> new ExportReading(12, 12, Map.of("HTTP 404", 12L), 0, 1));
  }

  private static void bareDataSource(TestCoverage test) {
    Component orders = new Component(Component.Kind.DATA_SOURCE, "dataSource", false, 31, null);
    signals(test).attached(Hook.INVENTORY);
    signals(test).sources().inventory(() -> List.of(orders));
  }
}
