package io.sre4j.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.SreEngine;
import io.sre4j.slo.Sli;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

/** SLOs about one SLI say the same of it, or nothing. */
class PropertySlisTest {
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
  void exclude_ofWhatHasNoRoutes_isRefused() {
    assertRefused("only requests have routes", "sre.slos.a.sli=task.x.y", "sre.slos.a.exclude=/a");
  }

  @Test
  void statuses_ofWhatHasNone_areRefused() {
    assertRefused("have a status", "sre.slos.a.sli=task.x.y", "sre.slos.a.bad-when=429");
    assertRefused("have a status", "sre.slos.a.sli=query.db", "sre.slos.a.excluded-when=4xx");
    runner
        .withPropertyValues("sre.slos.a.sli=client.stock", "sre.slos.a.bad-when=429")
        .run(context -> assertThat(context).hasSingleBean(SreEngine.class));
  }

  @Test
  void rules_forEventsThatTheApplicationRecords_areRefused() {
    runner
        .withBean(Sli.Events.class, () -> Sli.events("jobs"))
        .withPropertyValues("sre.slos.a.sli=jobs", "sre.slos.a.bad-when=IOException")
        .run(context ->
            assertThat(context)
                .getFailure()
                .hasStackTraceContaining("whoever records the events of this SLI"));
  }

  private void assertRefused(String remedy, String... keys) {
    runner
        .withPropertyValues(keys)
        .run(context -> assertThat(context).getFailure().hasStackTraceContaining(remedy));
  }
}
