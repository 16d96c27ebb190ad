package io.sre4j.spring.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.spring.SreAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

class SreWebAutoConfigurationsTest {
  private static final AutoConfigurations CONFIGURATION =
      AutoConfigurations.of(
          SreAutoConfiguration.class,
          SreServletAutoConfiguration.class,
          SreReactiveAutoConfiguration.class);

  private final WebApplicationContextRunner servlet =
      new WebApplicationContextRunner().withConfiguration(CONFIGURATION);
  private final ReactiveWebApplicationContextRunner reactive =
      new ReactiveWebApplicationContextRunner().withConfiguration(CONFIGURATION);

  @Test
  void handlers_servletApplication_areTheServletOnes() {
    servlet.run(context ->
        assertThat(context)
            .hasSingleBean(ServletRequestHandler.class)
            .hasSingleBean(HandledExceptions.class)
            .doesNotHaveBean(ReactiveRequestHandler.class));
  }

  @Test
  void handlers_reactiveApplication_areTheReactiveOnes() {
    reactive.run(context ->
        assertThat(context)
            .hasSingleBean(ReactiveRequestHandler.class)
            .doesNotHaveBean(ServletRequestHandler.class));
  }

  @Test
  void handlers_otherApplication_areNone() {
    new ApplicationContextRunner()
        .withConfiguration(CONFIGURATION)
        .run(context -> assertThat(context).doesNotHaveBean(ServerRequestHandler.class));
  }

  @Test
  void servletHandler_withoutItsClass_backsOff() {
    servlet
        .withClassLoader(new FilteredClassLoader("org.springframework.web.servlet"))
        .run(context ->
            assertThat(context).hasNotFailed().doesNotHaveBean(ServletRequestHandler.class));
  }

  @Test
  void reactiveHandler_withoutItsClass_backsOff() {
    reactive
        .withClassLoader(
            new FilteredClassLoader("org.springframework.http.server.reactive.observation"))
        .run(context ->
            assertThat(context).hasNotFailed().doesNotHaveBean(ReactiveRequestHandler.class));
  }

  @Test
  void handlers_ofTheUser_areKept() {
    servlet
        .withBean("own", ServletRequestHandler.class, () -> new ServletRequestHandler(null, null))
        .run(context ->
            assertThat(context).getBeanNames(ServletRequestHandler.class).containsExactly("own"));
    reactive
        .withBean("own", ReactiveRequestHandler.class, () -> new ReactiveRequestHandler(null, null))
        .run(context ->
            assertThat(context).getBeanNames(ReactiveRequestHandler.class).containsExactly("own"));
  }

  @Test
  void handlers_disabled_areNone() {
    servlet
        .withPropertyValues("sre.enabled=false")
        .run(context -> assertThat(context).doesNotHaveBean(ServerRequestHandler.class));
  }
}
