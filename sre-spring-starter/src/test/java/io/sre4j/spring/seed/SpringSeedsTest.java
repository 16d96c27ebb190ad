package io.sre4j.spring.seed;

import static io.sre4j.spring.web.RunningApplication.BRAVE;
import static io.sre4j.spring.web.RunningApplication.OTEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.sre4j.coverage.Coverage;
import io.sre4j.coverage.report.CoverageReport;
import io.sre4j.finding.Finding;
import io.sre4j.finding.FindingState;
import io.sre4j.spring.inventory.GlobalSdk;
import io.sre4j.spring.web.RunningApplication;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;

/**
 * Applications with one defect each, over real HTTP: it is found by its rule, of its subject, and
 * by no rule that has nothing to do with it. The same application without a defect has no finding.
 */
@Tag("long")
class SpringSeedsTest {
  private static final int HEALTHY = 260;
  private static final int WRONG = 240;
  private static final String SOURCES = "--spring.main.sources=";
  private static final String EXCLUDE = "--spring.autoconfigure.exclude=";

  /**
   * One defect.
   *
   * @param path what is asked for to show it
   * @param subject what is found
   * @param related rules that may find it, too
   * @param arguments what makes the application wrong
   */
  private record Seed(
      String name,
      String rule,
      String subject,
      String path,
      Set<String> related,
      List<String> arguments) {

    static Seed of(String name, String rule, String subject, String path, String... arguments) {
      return new Seed(name, rule, subject, path, Set.of(), List.of(arguments));
    }

    Seed related(String... rules) {
      return new Seed(name, rule, subject, path, Set.of(rules), arguments);
    }

    @Override
    public String toString() {
      return rule + " " + name;
    }
  }

  static Stream<Seed> seeds() {
    return Stream.of(requests(), tracers(), components()).flatMap(seeds -> seeds);
  }

  private static Stream<Seed> requests() {
    return Stream.of(
        Seed.of(
            "a predicate switches a route's observation off",
            "SRE-001",
            "GET /carts/{id}",
            "/carts/",
            SOURCES + Defects.DarkRoute.class.getName()),
        Seed.of(
            "a route that the tracing handler leaves out",
            "SRE-001",
            "GET /carts/{id}",
            "/carts/",
            SOURCES + Defects.LeftOutRoute.class.getName()),
        Seed.of(
            "observation of requests is switched off by its key",
            "SRE-001",
            "GET /orders/{id}",
            "/orders/",
            "--management.observations.enable.http.server.requests=false"),
        Seed.of(
            "one request in ten loses its span",
            "SRE-002",
            "http",
            "/carts/",
            SOURCES + Defects.LeftOutNowAndThen.class.getName()),
        Seed.of(
            "a bad request whose span says that all is well",
            "SRE-016",
            "/busy/{id}",
            "/busy/",
            "--sre.coverage.target=99%"));
  }

  private static Stream<Seed> tracers() {
    return Stream.of(
        Seed.of(
            "Brave makes the spans, OpenTelemetry would export them",
            "SRE-014",
            "exporter without spans",
            "/orders/",
            EXCLUDE + OTEL),
        Seed.of(
                "a tracer that does nothing",
                "SRE-014",
                "tracer that does nothing",
                "/orders/",
                EXCLUDE + OTEL + "," + BRAVE)
            .related("SRE-001"),
        Seed.of(
            "a library has set a global SDK of its own",
            "SRE-014",
            "another global SDK",
            "/orders/",
            SOURCES + Defects.OtherGlobal.class.getName()));
  }

  private static Stream<Seed> components() {
    return Stream.of(
        Seed.of(
                "an executor without propagation, and calls from its threads",
                "SRE-012",
                "applicationTaskExecutor",
                "/background/",
                "--spring.task.execution.propagate-context=false")
            .related("SRE-011"),
        Seed.of(
            "nobody has named the service",
            "SRE-026",
            "service.name",
            "/orders/",
            "--management.opentelemetry.resource-attributes[service.name]=unknown_service"),
        Seed.of(
            "a data source with nothing around it",
            "SRE-034",
            "dataSource",
            "/database/",
            SOURCES + Defects.BareDataSource.class.getName()),
        Seed.of(
            "scheduled tasks are not observed",
            "SRE-034",
            "@Scheduled methods",
            "/orders/",
            SOURCES + Defects.Schedule.class.getName(),
            "--management.observations.enable.tasks.scheduled=false"));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void seed_isFoundByItsRule_andByNoUnrelatedOne(Seed seed) throws Exception {
    assumeTrue(!seed.subject().equals("another global SDK") || GlobalSdk.CAN_BE_SEEN);
    CoverageReport report = run(seed);
    assertThat(report.verdict(seed.rule()).findings())
        .as(described(report))
        .extracting(Finding::subject)
        .anySatisfy(subject -> assertThat(subject).endsWith(seed.subject()));
    Set<String> unrelated = failed(report);
    unrelated.remove(seed.rule());
    unrelated.removeAll(seed.related());
    assertThat(unrelated).as(described(report)).isEmpty();
  }

  @Test
  void application_withoutADefect_hasNoFinding() throws Exception {
    CoverageReport report =
        run(
            Seed.of(
                "nothing is wrong",
                "none",
                "none",
                "/background/",
                SOURCES + Defects.Schedule.class.getName()));
    assertThat(report.findings()).as(described(report)).isEmpty();
    assertThat(report.verdicts())
        .filteredOn(verdict -> verdict.state() == FindingState.PASS)
        .extracting(verdict -> verdict.rule().id())
        .contains("SRE-001", "SRE-002", "SRE-012", "SRE-014", "SRE-026", "SRE-034");
  }

  /** What an application leaves out on purpose, or exports in its own way, is not lost. */
  @ParameterizedTest
  @ValueSource(classes = {Defects.LeftOutSpans.class, Defects.OwnProcessor.class})
  void spans_notSeenByTheExporter_areNoLoss(Class<?> part) throws Exception {
    CoverageReport report =
        run(
            Seed.of(
                "nothing is wrong",
                "none",
                "none",
                "/background/",
                SOURCES + part.getName(),
                "--management.opentelemetry.tracing.export.max-queue-size=32",
                "--management.opentelemetry.tracing.export.max-batch-size=32"));
    assertThat(report.findings()).as(described(report)).isEmpty();
    assertThat(report.verdict("SRE-030").state()).isEqualTo(FindingState.NOT_ASSESSABLE);
  }

  private static CoverageReport run(Seed seed) throws Exception {
    try (RunningApplication application =
        new RunningApplication(
            WebApplicationType.SERVLET, SeedApplication.class, arguments(seed))) {
      for (int i = 0; i < HEALTHY; i++) {
        assertThat(application.get("/orders/" + i).statusCode()).isEqualTo(200);
      }
      for (int i = 0; i < WRONG; i++) {
        application.get(seed.path() + i);
      }
      Coverage coverage = application.bean(Coverage.class);
      await()
          .pollInterval(Duration.ofMillis(5))
          .until(() -> {
            coverage.inspect();
            return served(coverage.report()) >= HEALTHY + WRONG;
          });
      Map<String, SdkTracerProvider> providers = application.beans(SdkTracerProvider.class);
      providers.values().forEach(sdk -> sdk.forceFlush().join(10, TimeUnit.SECONDS));
      coverage.inspect();
      return coverage.report();
    }
  }

  /** The last one of a key counts. */
  private static String[] arguments(Seed seed) {
    List<String> arguments = new ArrayList<>();
    if (seed.arguments().stream().noneMatch(argument -> argument.startsWith(EXCLUDE))) {
      arguments.add(EXCLUDE + BRAVE);
    }
    if (seed.arguments().stream().noneMatch(argument -> argument.contains("propagate-context"))) {
      arguments.add("--spring.task.execution.propagate-context=true");
    }
    if (seed.arguments().stream().noneMatch(argument -> argument.contains("service.name"))) {
      arguments.add("--spring.application.name=shop");
    }
    arguments.addAll(
        List.of(
            "--management.tracing.export.enabled=true",
            "--management.tracing.sampling.probability=1",
            "--management.opentelemetry.resource-attributes[service.version]=1.0",
            "--management.opentelemetry.resource-attributes[service.instance.id]=shop-1",
            "--management.opentelemetry.resource-attributes[deployment.environment.name]=test",
            "--sre.coverage.enabled=true",
            "--sre.coverage.warm-up=0s"));
    arguments.addAll(seed.arguments());
    return arguments.toArray(String[]::new);
  }

  private static long served(CoverageReport report) {
    return report.routes().stream().mapToLong(route -> route.total().served()).sum();
  }

  private static Set<String> failed(CoverageReport report) {
    return report.verdicts().stream()
        .filter(verdict -> verdict.state() == FindingState.FAIL)
        .map(verdict -> verdict.rule().id())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String described(CoverageReport report) {
    return report.findings().stream().map(Finding::describe).collect(Collectors.joining("\n"));
  }
}
