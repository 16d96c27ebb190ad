package io.sre4j.spring.coverage;

import static io.sre4j.spring.web.RunningApplication.BRAVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.sre4j.coverage.Coverage;
import io.sre4j.coverage.report.CoverageReport;
import io.sre4j.coverage.report.SliCoverage;
import io.sre4j.finding.Finding;
import io.sre4j.finding.FindingState;
import io.sre4j.spring.web.RunningApplication;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.boot.WebApplicationType;

/** A healthy application under load: whatever is found of it is wrong. */
final class CleanApplication {
  private static final int REQUESTS = 100_000;
  /* There for other tests, and not observed here, which SRE-034 would find, rightly. */
  private static final String DATA_SOURCE =
      "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration";

  private CleanApplication() {}

  /** One request in ten is sampled, and arrives. */
  static void staysWithoutFindings(WebApplicationType type, Class<?> application) throws Exception {
    try (RunningApplication running =
        new RunningApplication(
            type,
            application,
            "--spring.autoconfigure.exclude=" + BRAVE + "," + DATA_SOURCE,
            "--spring.application.name=shop",
            "--spring.task.execution.propagate-context=true",
            "--spring.reactor.context-propagation=auto",
            "--management.tracing.export.enabled=true",
            "--management.tracing.sampling.probability=0.1",
            "--management.opentelemetry.resource-attributes[service.version]=1.0",
            "--management.opentelemetry.resource-attributes[service.instance.id]=shop-1",
            "--management.opentelemetry.resource-attributes[deployment.environment.name]=test",
            "--sre.coverage.warm-up=0s")) {
      Coverage coverage = running.bean(Coverage.class);
      List<Finding> found = new CopyOnWriteArrayList<>();
      coverage.onFinding(found::add);

      Load.send(running.port(), REQUESTS, CleanApplication::path);

      long counted = REQUESTS - REQUESTS / 100; // the actuator's are not
      await()
          .pollInterval(Duration.ofMillis(5))
          .until(() -> {
            coverage.inspect();
            return http(coverage).total().served() >= counted - REQUESTS / 100;
          });
      CoverageReport report = coverage.report();
      assertThat(found).isEmpty();
      assertThat(report.findings()).isEmpty();
      assertThat(report.verdict("SRE-001").state()).isEqualTo(FindingState.PASS);
      assertThat(report.verdict("SRE-002").state()).isEqualTo(FindingState.PASS);
      assertThat(http(coverage).total().uncovered()).isZero();
      assertThat(http(coverage).total().sampling().value()).isBetween(0.09, 0.11);
      assertThat(running.bean(CountingExporter.class).spans.sum()).isGreaterThan(REQUESTS / 10);
    }
  }

  /** Of a hundred requests 95 are ordinary. */
  private static String path(int n) {
    return switch (n % 100) {
      case 0 -> "/nowhere/" + n;
      case 20 -> "/actuator/health";
      case 40 -> "/refused/" + n;
      case 60 -> "/checkout/" + n;
      case 80 -> "/later/" + n;
      default -> "/orders/" + n;
    };
  }

  private static SliCoverage http(Coverage coverage) {
    return coverage.report().slis().stream()
        .filter(sli -> sli.sli().equals("http"))
        .findFirst()
        .orElseThrow();
  }

  /** Takes every span. */
  static final class CountingExporter implements SpanExporter {
    final LongAdder spans = new LongAdder();

    @Override
    public CompletableResultCode export(Collection<SpanData> batch) {
      spans.add(batch.size());
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }
}
