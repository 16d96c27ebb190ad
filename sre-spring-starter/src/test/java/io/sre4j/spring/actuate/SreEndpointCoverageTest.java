package io.sre4j.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import io.sre4j.coverage.Coverage;
import io.sre4j.signal.RouteCounter;
import io.sre4j.signal.TraceState;
import io.sre4j.spring.SreAutoConfiguration;
import io.sre4j.spring.coverage.SreCoverageAutoConfiguration;
import io.sre4j.spring.web.SreServletAutoConfiguration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/** What the endpoint shows of tracing coverage. */
class SreEndpointCoverageTest {
  private final WebApplicationContextRunner runner =
      new WebApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  SreAutoConfiguration.class,
                  SreCoverageAutoConfiguration.class,
                  SreServletAutoConfiguration.class,
                  SreEndpointAutoConfiguration.class))
          .withPropertyValues(
              "management.endpoints.web.exposure.include=sre", "sre.coverage.warm-up=0s");

  @Test
  void report_withoutCoverage_hasNoneOfIt() {
    runner
        .withPropertyValues("sre.coverage.enabled=false")
        .run(context ->
            assertThat(context.getBean(SreEndpoint.class).report())
                .doesNotContainKeys("coverage", "findings", "score"));
  }

  @Test
  void report_nothingServed_hasNullsAndNoNumberThatIsNone() {
    runner.run(context -> {
      context.getBean(Coverage.class).signals().routes().of("GET /quiet", Set.of("http"));
      DocumentContext json = report(context);
      assertThat(json.<String>read("$.coverage.routes[0].state")).isEqualTo("NO_TRAFFIC");
      assertThat(json.<Double>read("$.coverage.routes[0].coverage.ratio")).isNull();
      assertThat(json.<Double>read("$.coverage.routes[0].coverage.low")).isNull();
      assertThat(json.<Double>read("$.score.value")).isNull();
      assertThat(json.jsonString()).doesNotContain("NaN").doesNotContain("Infinity");
    });
  }

  @Test
  void report_partlyTraced_saysHowMuchWhereAndWhatToDo() {
    runner.run(context -> {
      count(context, "GET /orders", TraceState.SAMPLED, 30);
      count(context, "GET /orders", TraceState.UNRECORDED, 70);
      count(context, "GET /dark", TraceState.UNOBSERVED, 50);
      count(context, "GET /dark", TraceState.UNTRACED, 50);
      DocumentContext json = report(context);
      assertThat(json.<Boolean>read("$.coverage.warm")).isTrue();
      assertThat(json.<List<String>>read("$.coverage.routes[*].route"))
          .containsExactly("GET /dark", "GET /orders");
      assertThat(json.<List<String>>read("$.coverage.routes[*].state"))
          .containsExactly("UNTRACED", "COVERED");
      assertThat(json.<Map<String, Object>>read("$.coverage.routes[0].sinceStart"))
          .containsEntry("served", 100)
          .containsEntry("unobserved", 50)
          .containsEntry("untraced", 50)
          .containsEntry("sampled", 0);
      assertThat(json.<Integer>read("$.coverage.routes[1].unrecorded")).isEqualTo(70);
      assertThat(json.<Integer>read("$.coverage.routes[1].sampled")).isEqualTo(30);
      assertThat(json.<Number>read("$.coverage.slis[0].coverage.ratio").doubleValue())
          .isEqualTo(0.5);
      assertThat(json.<Number>read("$.coverage.slis[0].coverage.low").doubleValue())
          .isBetween(0.4, 0.5);
      assertThat(json.<Number>read("$.coverage.slis[0].coverage.high").doubleValue())
          .isBetween(0.5, 0.6);
      assertThat(json.<List<String>>read("$.coverage.rules[?(@.id == 'SRE-001')].state"))
          .containsExactly("FAIL");
      assertThat(json.<String>read("$.findings[0].rule")).isEqualTo("SRE-001");
      assertThat(json.<String>read("$.findings[0].subject")).isEqualTo("GET /dark");
      assertThat(json.<Integer>read("$.findings[0].seen")).isEqualTo(100);
      assertThat(json.<String>read("$.findings[0].examples[0].where")).contains("50");
      assertThat(json.<String>read("$.findings[0].remedy")).isNotEmpty();
      assertThat(json.<String>read("$.score.title")).contains("partial");
    });
  }

  private static void count(ApplicationContext context, String route, TraceState state, int n) {
    RouteCounter counter =
        context.getBean(Coverage.class).signals().routes().of(route, Set.of("http"));
    for (int i = 0; i < n; i++) {
      counter.count(state);
    }
  }

  private static DocumentContext report(ApplicationContext context) {
    context.getBean(Coverage.class).inspect();
    return JsonPath.parse(
        new JsonMapper().writeValueAsString(context.getBean(SreEndpoint.class).report()));
  }
}
