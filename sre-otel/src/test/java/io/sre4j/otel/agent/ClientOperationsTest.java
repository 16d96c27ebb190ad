package io.sre4j.otel.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.sre4j.dependency.EdgeCounts;
import io.sre4j.dependency.RouteDependencies;
import io.sre4j.otel.autoconfigure.Settings;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls as instrumentations of clients tell them, and what is counted of them. */
class ClientOperationsTest {
  private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
  private static final AttributeKey<Long> STATUS =
      AttributeKey.longKey("http.response.status_code");
  private static final AttributeKey<String> ADDRESS = AttributeKey.stringKey("server.address");
  private static final AttributeKey<String> PEER = AttributeKey.stringKey("peer.service");
  private static final Attributes INVENTORY = Attributes.of(ADDRESS, "inventory");
  private static final Attributes FINE = Attributes.of(STATUS, 204L);
  private static final Attributes DOWN = Attributes.of(STATUS, 503L);
  private static final long MILLI = 1_000_000;

  private final ServerOperations servers = new ServerOperations();
  private final ClientOperations clients = new ClientOperations();
  private final InMemoryMetricReader reader = InMemoryMetricReader.create();
  private final OpenTelemetrySdk sdk =
      OpenTelemetrySdk.builder()
          .setMeterProvider(SdkMeterProvider.builder().registerMetricReader(reader).build())
          .build();
  private final AgentRuntime runtime =
      AgentRuntime.start(Settings.of(key -> null, key -> null), sdk);

  @AfterEach
  void close() {
    runtime.close();
    sdk.close();
  }

  private Context begin() {
    return servers.onStart(Context.root(), Attributes.of(METHOD, "POST"), 0);
  }

  private void end(Context request, long status) {
    servers.onEnd(request, Attributes.of(STATUS, status, ROUTE, "/checkout"), 10 * MILLI);
  }

  private void call(Context request, Attributes start, Attributes end) {
    clients.onEnd(clients.onStart(request, start, 0), end, 6 * MILLI);
  }

  private List<RouteDependencies> counted() {
    return runtime.dependencies().report(runtime.engine().report().slos()).routes();
  }

  /** Calls and failures, by name. */
  private Map<String, String> edges() {
    Map<String, String> edges = new TreeMap<>();
    for (RouteDependencies route : counted()) {
      assertThat(route.route()).isEqualTo("POST /checkout");
      for (RouteDependencies.Edge edge : route.edges()) {
        EdgeCounts counts = edge.counts();
        edges.put(edge.dependency(), counts.calls() + "/" + counts.failedCalls());
      }
    }
    return edges;
  }

  @ParameterizedTest
  @CsvSource({"204, false, 0", "404, true, 0", "500, false, 1", "200, true, 1", "0, true, 1"})
  void call_hasFailed_byItsStatusElseByItsException(long status, boolean threw, int failed) {
    Context request = begin();
    Context call = clients.onStart(request, INVENTORY, 0);
    Throwable error = threw ? new IllegalStateException("reset") : null;
    clients.onEnd(Attributes.builder(), call, "request", null, error);
    Attributes end = status == 0 ? Attributes.empty() : Attributes.of(STATUS, status);
    clients.onEnd(call, end, 3 * MILLI);
    end(request, 200);
    assertThat(edges()).containsExactly(Map.entry("inventory", "1/" + failed));
  }

  @Test
  void calls_ofARequest_areCountedWithItsRouteAndOutcome() {
    for (int i = 0; i < 100; i++) {
      Context request = begin();
      call(request, INVENTORY, i < 25 ? DOWN : FINE);
      call(request, Attributes.of(ADDRESS, "prices"), FINE);
      end(request, i < 25 ? 503 : 200);
    }
    end(begin(), 200);
    assertThat(edges()).isEqualTo(Map.of("inventory", "100/25", "prices", "100/0"));
    RouteDependencies route = counted().get(0);
    assertThat(route.requests()).isEqualTo(101);
    assertThat(route.ceiling().hard()).containsExactly("inventory");
    assertThat(route.edges().get(0).counts().nanos()).isEqualTo(600 * MILLI);
  }

  @Test
  void badRequest_namesTheCallThatFailed() {
    Context request = begin();
    call(request, INVENTORY, DOWN);
    end(request, 503);
    runtime.engine().tick();
    assertThat(runtime.engine().status("http-availability").causes().toString())
        .contains("inventory");
    assertThat(reader.collectAllMetrics())
        .filteredOn(metric -> metric.getName().equals("sre.dependency.budget.share"))
        .flatExtracting(metric -> metric.getDoubleGaugeData().getPoints())
        .hasSize(3)
        .allSatisfy(point -> assertThat(point.getValue()).isEqualTo(1));
  }

  @Test
  void call_ofALibraryThatCallsTheSameService_isCountedOnce() {
    Context request = begin();
    Context outer = clients.onStart(request, INVENTORY, 0);
    call(outer, INVENTORY, DOWN);
    call(outer, INVENTORY, FINE);
    clients.onEnd(outer, Attributes.empty(), 9 * MILLI);
    Context other = clients.onStart(request, Attributes.of(ADDRESS, "store"), 0);
    call(other, Attributes.of(ADDRESS, "names"), FINE);
    clients.onEnd(other, Attributes.empty(), 9 * MILLI);
    end(request, 200);
    assertThat(edges()).isEqualTo(Map.of("inventory", "2/1", "store", "1/0", "names", "1/0"));
  }

  @Test
  void call_namedByAnOperator_hasThatName() {
    Context request = begin();
    call(request, INVENTORY, Attributes.of(STATUS, 204L, PEER, "stock"));
    call(request, Attributes.empty(), Attributes.of(ADDRESS, "late", STATUS, 204L));
    call(request, Attributes.empty(), FINE);
    end(request, 200);
    assertThat(edges()).isEqualTo(Map.of("stock", "1/0", "late", "1/0"));
  }

  @Test
  void call_thatBeginsAfterItsRequest_isNotCountedAndEndsNoOther() {
    Context request = begin();
    Context open = clients.onStart(request, INVENTORY, 0);
    end(request, 200);
    call(open, INVENTORY, DOWN);
    call(Context.root(), INVENTORY, DOWN);
    assertThat(edges()).isEmpty();
    clients.onEnd(open, FINE, 12 * MILLI);
    assertThat(edges()).isEqualTo(Map.of("inventory", "1/0"));
    assertThat(counted().get(0).edges().get(0).counts().lateCalls()).isEqualTo(1);
  }

  @Test
  void call_ofAnInnerServerOperation_belongsToTheRequest() {
    Context request = begin();
    call(servers.onStart(request, Attributes.of(METHOD, "GET"), 0), INVENTORY, FINE);
    end(request, 200);
    assertThat(edges()).isEqualTo(Map.of("inventory", "1/0"));
  }

  @Test
  void call_ofARequestThatNoSliCounts_isNotCounted() {
    Context request = begin();
    call(request, INVENTORY, FINE);
    servers.onEnd(request, Attributes.of(STATUS, 200L, ROUTE, "/actuator/health"), MILLI);
    assertThat(edges()).isEmpty();
  }

  @Test
  void operations_withoutAnEngineOrWithNonsense_throwNothing() {
    Context request = begin();
    Context call = clients.onStart(request, INVENTORY, 0);
    runtime.close();
    clients.onEnd(call, FINE, MILLI);
    clients.onEnd(call, null, MILLI);
    clients.onEnd(Context.root(), FINE, MILLI);
    clients.onEnd(Attributes.builder(), Context.root(), "request", null, new Error("down"));
    assertThat(clients.onStart(null, null, 0)).isNull();
  }
}
