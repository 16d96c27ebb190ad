package io.sre4j.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.SreEngine;
import io.sre4j.sli.Outcome;
import io.sre4j.slo.Sli;
import io.sre4j.spring.operation.OperationSlis;
import io.sre4j.spring.outcome.OutcomeRules;
import io.sre4j.spring.web.HttpSlis;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/** SLOs about one SLI say the same of it, or nothing. */
class ConfiguredSlisTest {
  private final WebApplicationContextRunner runner =
      new WebApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(SreAutoConfiguration.class))
          .withPropertyValues("sre.slos.a.target=99%", "sre.slos.b.target=99%");

  @Test
  void slos_thatDisagree_areRefused() {
    assertRefused(
        "the SLI 'http' has other bad-when in sre.slos.a.bad-when",
        "sre.slos.a.bad-when=429",
        "sre.slos.b.bad-when=404");
    assertRefused(
        "the SLI 'http' has other exclude in sre.slos.a.exclude",
        "sre.slos.a.exclude=/a",
        "sre.slos.b.exclude=/b");
    assertRefused(
        "the SLI 'http' has other excluded-when in sre.slos.a.excluded-when",
        "sre.slos.a.excluded-when=404",
        "sre.slos.b.excluded-when=400");
  }

  @Test
  void slos_thatAgree_start() {
    runner
        .withPropertyValues(
            "sre.slos.a.bad-when=429", "sre.slos.b.bad-when=429", "sre.slos.a.exclude=/a")
        .run(context -> assertThat(context).hasSingleBean(SreEngine.class));
  }

  @Test
  void slos_thatEachSaySomething_areOneClassification() {
    runner
        .withPropertyValues("sre.slos.a.bad-when=429", "sre.slos.b.excluded-when=404")
        .run(context -> {
          OutcomeRules http = context.getBean(OperationSlis.class).rules().get("http");
          assertThat(http.of(Outcome.GOOD, 429, null, 1)).isEqualTo(Outcome.BAD);
          assertThat(http.of(Outcome.GOOD, 404, null, 1)).isEqualTo(Outcome.EXCLUDED);
          assertThat(http.of(Outcome.GOOD, 400, null, 1)).isEqualTo(Outcome.GOOD);
        });
  }

  @Test
  void slos_thatDisagree_ifTolerated_theFirstHolds() {
    runner
        .withPropertyValues(
            "sre.on-invalid-config=warn",
            "sre.slos.a.bad-when=429",
            "sre.slos.b.bad-when=404",
            "sre.slos.b.exclude=/b",
            "sre.slos.c.target=99%",
            "sre.slos.c.excluded-when=client-abort",
            "sre.slos.d.target=99%",
            "sre.slos.d.bad-when=client-abort")
        .run(context -> {
          assertThat(names(context)).containsExactly("a", "c");
          assertThat(problems(context))
              .containsExactly("sre.slos.b.bad-when", "sre.slos.d.bad-when");
          HttpSlis http = context.getBean(HttpSlis.class);
          assertThat(http.refinements().get("http").exclude()).isEmpty();
        });
  }

  @Test
  void slo_thatIsLeftOut_saysNothingOfItsSli() {
    runner
        .withPropertyValues(
            "sre.on-invalid-config=warn",
            "sre.slos.a.target=all",
            "sre.slos.a.bad-when=429",
            "sre.slos.b.bad-when=404")
        .run(context -> {
          assertThat(names(context)).containsExactly("b");
          OutcomeRules http = context.getBean(OperationSlis.class).rules().get("http");
          assertThat(http.of(Outcome.GOOD, 429, null, 1)).isEqualTo(Outcome.GOOD);
          assertThat(http.of(Outcome.GOOD, 404, null, 1)).isEqualTo(Outcome.BAD);
        });
  }

  @Test
  void exclude_ofWhatHasNoRoutes_isRefused() {
    assertRefused("only requests have routes", "sre.slos.a.sli=task.x.y", "sre.slos.a.exclude=/a");
  }

  @Test
  void statuses_ofWhatHasNone_areRefused() {
    assertRefused("have a status", "sre.slos.a.sli=task.x.y", "sre.slos.a.bad-when=429");
    assertRefused(
        "sre.slos.a.excluded-when = [4xx]: only requests and calls of services have a status",
        "sre.slos.a.sli=query.db",
        "sre.slos.a.bad-when=IOException",
        "sre.slos.a.excluded-when=4xx");
    runner
        .withPropertyValues("sre.slos.a.sli=client.stock", "sre.slos.a.bad-when=429")
        .run(context -> assertThat(context).hasSingleBean(SreEngine.class));
  }

  @Test
  void rules_forEventsThatTheApplicationRecords_areRefused() {
    WebApplicationContextRunner recording =
        runner
            .withBean(Sli.Events.class, () -> Sli.events("jobs"))
            .withPropertyValues("sre.slos.a.sli=jobs", "sre.slos.a.bad-when=IOException");
    recording.run(context ->
        assertThat(context)
            .getFailure()
            .hasStackTraceContaining("whoever records the events of this SLI"));
    recording
        .withPropertyValues("sre.on-invalid-config=warn")
        .run(context -> {
          assertThat(names(context)).containsExactly("b");
          assertThat(problems(context)).containsExactly("sre.slos.a.sli");
        });
  }

  @Test
  void rules_forRequestsThatABeanDescribes_hold() {
    runner
        .withBean(Sli.Events.class, () -> Sli.events("http"))
        .withPropertyValues("sre.slos.a.bad-when=429")
        .run(context -> assertThat(context).hasSingleBean(SreEngine.class));
  }

  private void assertRefused(String remedy, String... keys) {
    runner
        .withPropertyValues(keys)
        .run(context -> assertThat(context).getFailure().hasStackTraceContaining(remedy));
  }

  private static List<String> names(ApplicationContext context) {
    return context.getBean(SreEngine.class).report().slos().stream()
        .map(status -> status.slo().name())
        .toList();
  }

  private static List<String> problems(ApplicationContext context) {
    return context.getBean(ConfigurationProblems.class).all().stream()
        .map(ConfigurationProblems.Problem::path)
        .toList();
  }
}
