package io.sre4j.spring.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.spring.SreAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

class SreClientAutoConfigurationsTest {
  private static final AutoConfigurations CONFIGURATION =
      AutoConfigurations.of(
          SreAutoConfiguration.class,
          SreRestClientAutoConfiguration.class,
          SreSenderAutoConfiguration.class,
          SreWebClientAutoConfiguration.class);

  private final WebApplicationContextRunner runner =
      new WebApplicationContextRunner().withConfiguration(CONFIGURATION);

  @Test
  void handlers_webApplication_areThere() {
    runner.run(context ->
        assertThat(context)
            .hasSingleBean(RestClientCallHandler.class)
            .hasSingleBean(SenderCallHandler.class)
            .hasSingleBean(WebClientCallHandler.class));
  }

  @Test
  void handlers_otherApplication_areNone() {
    new ApplicationContextRunner()
        .withConfiguration(CONFIGURATION)
        .run(context -> assertThat(context).doesNotHaveBean(ClientCallHandler.class));
  }

  @Test
  void handlers_withoutTheirClass_backOff() {
    runner
        .withClassLoader(new FilteredClassLoader("org.springframework.web.reactive"))
        .run(context ->
            assertThat(context)
                .hasSingleBean(RestClientCallHandler.class)
                .doesNotHaveBean(WebClientCallHandler.class));
    runner
        .withClassLoader(new FilteredClassLoader("org.springframework.http.client.observation"))
        .run(context ->
            assertThat(context)
                .hasSingleBean(WebClientCallHandler.class)
                .doesNotHaveBean(RestClientCallHandler.class));
  }

  @Test
  void handlers_ofTheUser_areKept() {
    runner
        .withBean("rest", RestClientCallHandler.class, () -> new RestClientCallHandler(null, null))
        .withBean("web", WebClientCallHandler.class, () -> new WebClientCallHandler(null, null))
        .withBean("sender", SenderCallHandler.class, () -> new SenderCallHandler(null, null))
        .run(context ->
            assertThat(context)
                .getBeanNames(ClientCallHandler.class)
                .containsExactlyInAnyOrder("rest", "sender", "web"));
  }

  @Test
  void handlers_disabled_areNone() {
    runner
        .withPropertyValues("sre.enabled=false")
        .run(context -> assertThat(context).doesNotHaveBean(ClientCallHandler.class));
  }
}
