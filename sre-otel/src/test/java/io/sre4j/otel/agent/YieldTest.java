package io.sre4j.otel.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.sre4j.otel.autoconfigure.Settings;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An application that counts its requests itself, beside the extension. */
class YieldTest {
  private static final String CLAIM = "sre4j.claim.requests";
  private static final long PATIENCE = Duration.ofSeconds(20).toNanos();

  private final InMemoryMetricReader reader = InMemoryMetricReader.create();
  private final OpenTelemetrySdk sdk =
      OpenTelemetrySdk.builder()
          .setMeterProvider(SdkMeterProvider.builder().registerMetricReader(reader).build())
          .build();
  private final ServerOperations operations = new ServerOperations();

  @AfterEach
  void forget() {
    System.clearProperty(CLAIM);
    sdk.close();
  }

  private AgentRuntime start() {
    return AgentRuntime.start(Settings.of(key -> null, key -> null), sdk);
  }

  private void serve() {
    Context begun =
        operations.onStart(
            Context.root(), Attributes.of(AttributeKey.stringKey("http.request.method"), "GET"), 0);
    operations.onEnd(
        begun, Attributes.of(AttributeKey.longKey("http.response.status_code"), 200L), 1);
  }

  private void awaitEnd() {
    long begin = System.nanoTime();
    while (ServedRequests.current() != null || !reader.collectAllMetrics().isEmpty()) {
      assertThat(System.nanoTime() - begin).isLessThan(PATIENCE);
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  @Test
  void runtime_whoseRequestsAreTakenOver_countsNoneOfThemAndTakesItsMetricsBack() {
    AgentRuntime runtime = start();
    serve();
    System.setProperty(CLAIM, "the application");
    serve();
    runtime.engine().tick();
    assertThat(runtime.engine().status("http-availability").counted().good()).isEqualTo(1);
    runtime.coverage().inspect();
    awaitEnd();
    assertThat(System.getProperty(CLAIM)).isEqualTo("the application");
  }

  @Test
  void runtime_thatComesSecond_countsNothing() {
    System.setProperty(CLAIM, "the application");
    AgentRuntime runtime = start();
    serve();
    runtime.engine().tick();
    assertThat(runtime.engine().status("http-availability").counted().good()).isZero();
    runtime.coverage().inspect();
    awaitEnd();
  }

  @Test
  void runtime_thatEnds_givesTheRequestsBack() {
    start().close();
    assertThat(System.getProperty(CLAIM)).isNull();
  }
}
