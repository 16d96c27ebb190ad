package io.sre4j.example.newcomer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A new application of Spring Boot 4.1 with the starter, actuator and web, and no configuration:
 * what it shows after its first hundred requests. The endpoint is exposed, as the log says how.
 */
class NewcomerTest {
  private static final int REQUESTS = 100;
  private static final String[] EXPOSED = {
    "--server.port=0", "--management.endpoints.web.exposure.include=health,sre"
  };
  private static final Pattern ARTIFACT = Pattern.compile("<artifactId>([^<]*)</artifactId>");

  @Test
  void newApplication_firstHundredRequests_showsBudgetsAndCoverage(@TempDir Path empty)
      throws Exception {
    try (NewApplication application = NewApplication.from(empty, EXPOSED)) {
      showsBudgetsAndCoverage(application);
    }
  }

  /** Without evaluating a condition at the start; what it shows is the same. */
  @Test
  void newApplication_processedAheadOfTime_showsTheSame(@TempDir Path empty) throws Exception {
    try (NewApplication application = NewApplication.aheadOfTime(empty, EXPOSED)) {
      assertThat(application.log()).contains("Starting AOT-processed Newcomer");
      showsBudgetsAndCoverage(application);
    }
    assertThat(empty.resolve("target/spring-aot/main/sources/io/sre4j/spring"))
        .isDirectoryContaining("glob:**/SreAutoConfiguration__BeanDefinitions.java");
  }

  private static void showsBudgetsAndCoverage(NewApplication application) throws Exception {
    int failed = 0;
    for (int id = 1; id <= REQUESTS; id++) {
      failed += application.get("/orders/" + id).statusCode() == 500 ? 1 : 0;
    }
    assertThat(failed).isEqualTo(5);
    JsonNode report = reportOf(application);
    availability(slo(report, "http-availability"));
    latency(slo(report, "http-latency"));
    assertThat(report.path("coverageOff").path("why").asString()).contains("no tracer");
    assertThat(report.path("coverageOff").path("remedy").asString())
        .contains("spring-boot-starter-opentelemetry");
    assertThat(application.log())
        .containsOnlyOnce("sre4j measures 2 SLOs [http-availability, http-latency]")
        .doesNotContain(" WARN ");
  }

  /** 5 of 100 are bad where one in a thousand may be: 50 budgets are spent, and it says by what. */
  private static void availability(JsonNode slo) {
    assertThat(slo.path("good").asInt()).isEqualTo(95);
    assertThat(slo.path("bad").asInt()).isEqualTo(5);
    assertThat(slo.path("sli").asDouble()).isEqualTo(0.95);
    assertThat(slo.path("budgetRemaining").asDouble()).isCloseTo(-49, within(1e-9));
    assertThat(slo.path("burnRates").path("30d").path("value").asDouble())
        .isCloseTo(50, within(1e-9));
    assertThat(slo.path("budget").path("state").asString()).isEqualTo("UNKNOWN");
    assertThat(slo.path("whatBurns").findValuesAsString("key"))
        .contains("GET /orders/{id}", "IllegalStateException");
    assertThat(slo.path("lastBadEvents")).hasSize(5);
    assertThat(slo.path("alerts")).isNotEmpty();
  }

  private static void latency(JsonNode slo) {
    assertThat(slo.path("good").asInt() + slo.path("bad").asInt()).isEqualTo(REQUESTS);
    assertThat(slo.path("thresholdSeconds").asDouble()).isEqualTo(0.5);
  }

  private static JsonNode reportOf(NewApplication application) throws Exception {
    application.await("all are counted", () -> counted(json(application)) == REQUESTS);
    return json(application);
  }

  private static int counted(JsonNode report) {
    JsonNode slo = slo(report, "http-availability");
    return slo.path("good").asInt() + slo.path("bad").asInt();
  }

  private static JsonNode json(NewApplication application) throws Exception {
    return JsonMapper.shared().readTree(application.get("/actuator/sre").body());
  }

  private static JsonNode slo(JsonNode report, String name) {
    for (JsonNode slo : report.path("slos")) {
      if (slo.path("name").asString().equals(name)) {
        return slo;
      }
    }
    throw new AssertionError("no SLO " + name + " in " + report);
  }

  /** The class path is that of this module: what the newcomer's pom names has to be the same. */
  @Test
  void newcomersPom_dependencies_areThoseOfThisModule() throws Exception {
    String own = Files.readString(Path.of("pom.xml"));
    Set<String> here = artifacts(own.substring(own.indexOf("<dependencies>")));
    String pom = Files.readString(Path.of("src/test/resources/newcomer/pom.xml"));
    Set<String> there = artifacts(pom.substring(pom.indexOf("<dependencies>")));
    assertThat(there).hasSize(3);
    here.removeAll(List.of("junit-jupiter", "assertj-core"));
    assertThat(here)
        .filteredOn(artifact -> !artifact.startsWith("maven-"))
        .hasSameElementsAs(there);
  }

  private static Set<String> artifacts(String xml) {
    Set<String> artifacts = new TreeSet<>();
    ARTIFACT.matcher(xml).results().map(NewcomerTest::name).forEach(artifacts::add);
    return artifacts;
  }

  private static String name(MatchResult match) {
    return match.group(1);
  }
}
