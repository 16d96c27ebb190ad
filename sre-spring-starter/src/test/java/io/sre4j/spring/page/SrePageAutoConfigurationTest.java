package io.sre4j.spring.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.spring.SreAutoConfiguration;
import io.sre4j.spring.actuate.SreEndpointAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

class SrePageAutoConfigurationTest {
  private static final String EXPOSED = "management.endpoints.web.exposure.include=sre,sreui";
  private static final AutoConfigurations CONFIGURATIONS =
      AutoConfigurations.of(
          SreAutoConfiguration.class,
          SreEndpointAutoConfiguration.class,
          SrePageAutoConfiguration.class,
          SreReactivePageAutoConfiguration.class,
          SreServletPageAutoConfiguration.class);

  private final WebApplicationContextRunner runner =
      new WebApplicationContextRunner().withConfiguration(CONFIGURATIONS);

  @Test
  void page_byDefault_isNotThere() {
    runner.run(context ->
        assertThat(context)
            .doesNotHaveBean(SrePage.class)
            .doesNotHaveBean(PageAssets.class)
            .doesNotHaveBean(ServletHeaders.class));
  }

  @Test
  void page_exposed_isThereWithItsHeaders() {
    runner
        .withPropertyValues(EXPOSED)
        .run(context ->
            assertThat(context)
                .hasSingleBean(SrePage.class)
                .hasSingleBean(ServletHeaders.class)
                .doesNotHaveBean(ReactiveHeaders.class));
  }

  @Test
  void page_exposedInWebFlux_hasItsFilter() {
    new ReactiveWebApplicationContextRunner()
        .withConfiguration(CONFIGURATIONS)
        .withPropertyValues(EXPOSED)
        .run(context ->
            assertThat(context)
                .hasSingleBean(SrePage.class)
                .hasSingleBean(ReactiveHeaders.class)
                .doesNotHaveBean(ServletHeaders.class));
  }

  @Test
  void page_notExposedInWebFlux_hasNoFilter() {
    new ReactiveWebApplicationContextRunner()
        .withConfiguration(CONFIGURATIONS)
        .run(context -> assertThat(context).doesNotHaveBean(ReactiveHeaders.class));
  }

  @Test
  void page_accessNone_isNotThere() {
    runner
        .withPropertyValues(EXPOSED, "management.endpoint.sreui.access=NONE")
        .run(context -> assertThat(context).doesNotHaveBean(SrePage.class));
  }

  @Test
  void page_withoutAnEngine_isNotThere() {
    runner
        .withPropertyValues(EXPOSED, "sre.enabled=false")
        .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(SrePage.class));
  }

  @Test
  void page_withoutTheActuator_backsOff() {
    runner
        .withPropertyValues(EXPOSED)
        .withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate"))
        .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("srePage"));
  }

  @Test
  void page_ofTheUser_isKept() {
    SrePage own = new SrePage(new PageAssets(), null, null, null);
    runner
        .withPropertyValues(EXPOSED)
        .withBean("own", SrePage.class, () -> own)
        .run(context -> assertThat(context).getBeanNames(SrePage.class).containsExactly("own"));
  }

  @Test
  void traceUrl_wrong_stopsTheStartAndNamesTheKey() {
    runner
        .withPropertyValues(EXPOSED, "sre.page.trace-url=ftp://x/{traceId}")
        .run(context ->
            assertThat(context)
                .getFailure()
                .rootCause()
                .hasMessageContaining("sre.page.trace-url"));
  }

  @Test
  void hints_coverEveryFile() {
    RuntimeHints hints = new RuntimeHints();
    new PageHints().registerHints(hints, null);
    for (String file : new String[] {"index.html", "main.js", "lib/uPlot.iife.min.js"}) {
      assertThat(RuntimeHintsPredicates.resource().forResource("META-INF/sre4j/page/" + file))
          .as(file)
          .accepts(hints);
    }
  }
}
