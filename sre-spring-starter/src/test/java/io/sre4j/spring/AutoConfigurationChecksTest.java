package io.sre4j.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.SreEngine;
import io.sre4j.otel.SreTelemetry;
import io.sre4j.spring.AutoConfigurationCheck.Web;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mockito.Mockito;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.AbstractApplicationContextRunner;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.ClassUtils;

/**
 * The five checks, for each auto-configuration of the imports file: it is in the table; it is there
 * in the contexts that it is for, and in no other; it backs off without its classes, for a user's
 * bean, and when it is switched off. All of ours are always there, so that their order counts.
 */
@Tag("long")
class AutoConfigurationChecksTest {

  static Stream<AutoConfigurationCheck> checks() {
    return AutoConfigurationCheck.ALL.stream();
  }

  private static List<String> imports() {
    return ImportCandidates.load(AutoConfiguration.class, SreEngine.class.getClassLoader())
        .getCandidates()
        .stream()
        .filter(name -> name.startsWith("io.sre4j."))
        .toList();
  }

  @Test
  void importsFile_everyLine_hasItsChecks() {
    assertThat(imports())
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(checks().map(check -> check.name).toList());
  }

  @ParameterizedTest
  @MethodSource("checks")
  void bean_inEachKindOfContext_isThereWhereItBelongs(AutoConfigurationCheck check) {
    for (Web web : Web.values()) {
      run(
          check,
          web,
          runner -> runner,
          context ->
              assertThat(context.containsBean(check.bean))
                  .as("%s in %s", check.bean, web)
                  .isEqualTo(check.contexts.contains(web)));
    }
  }

  @ParameterizedTest
  @MethodSource("checks")
  void bean_withoutItsClasses_backsOff(AutoConfigurationCheck check) {
    String[] left = check.classes.toArray(String[]::new);
    for (Web web : check.contexts) {
      if (left.length > 0) {
        isAbsent(check, web, runner -> runner.withClassLoader(new FilteredClassLoader(left)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("checks")
  void bean_ofTheUser_isKept(AutoConfigurationCheck check) {
    if (!check.isReplaceable) {
      return;
    }
    for (Web web : check.contexts) {
      AtomicReference<Class<?>> type = new AtomicReference<>();
      run(check, web, runner -> runner, context -> type.set(context.getType(check.bean)));
      run(
          check,
          web,
          runner -> withUsersBean(runner, check, type.get()),
          context -> {
            boolean sameName = ("@" + check.bean).equals(check.replacement);
            assertThat(context.containsBean(check.bean)).as(check.bean).isEqualTo(sameName);
            if (sameName) {
              assertThat(context.getBean(check.bean)).isExactlyInstanceOf(Object.class);
            }
          });
    }
  }

  @ParameterizedTest
  @MethodSource("checks")
  void bean_switchedOff_isNotThere(AutoConfigurationCheck check) {
    for (Web web : check.contexts) {
      for (String property : check.switches) {
        isAbsent(check, web, runner -> runner.withPropertyValues(property));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("checks")
  void bean_notAskedFor_isNotThere(AutoConfigurationCheck check) {
    assertThat(check.switches).as("ways to switch it off").isNotEmpty();
    if (!check.properties.isEmpty()) {
      AutoConfigurationCheck unasked = check;
      for (Web web : check.contexts) {
        run(
            unasked,
            web,
            List.of(),
            runner -> runner,
            context -> assertThat(context.containsBean(check.bean)).as(check.bean).isFalse());
      }
    }
  }

  private static void isAbsent(AutoConfigurationCheck check, Web web, Change change) {
    run(
        check,
        web,
        change,
        context ->
            assertThat(context.containsBean(check.bean)).as("%s in %s", check.bean, web).isFalse());
  }

  /** How a runner differs from the one in which everything is there. */
  interface Change {
    AbstractApplicationContextRunner<?, ?, ?> of(AbstractApplicationContextRunner<?, ?, ?> runner);
  }

  private static void run(
      AutoConfigurationCheck check,
      Web web,
      Change change,
      Consumer<ConfigurableApplicationContext> then) {
    run(check, web, check.properties, change, then);
  }

  private static void run(
      AutoConfigurationCheck check,
      Web web,
      List<String> properties,
      Change change,
      Consumer<ConfigurableApplicationContext> then) {
    AbstractApplicationContextRunner<?, ?, ?> runner =
        runner(web)
            .withConfiguration(AutoConfigurations.of(classes(imports())))
            .withConfiguration(AutoConfigurations.of(classes(check.others)))
            .withPropertyValues(properties.toArray(String[]::new));
    change
        .of(runner)
        .run(context -> {
          assertThat(context.getStartupFailure()).as("failure in %s", web).isNull();
          then.accept(context.getSourceApplicationContext());
        });
  }

  private static AbstractApplicationContextRunner<?, ?, ?> withUsersBean(
      AbstractApplicationContextRunner<?, ?, ?> runner,
      AutoConfigurationCheck check,
      Class<?> type) {
    String replacement = check.replacement;
    if (replacement != null && replacement.startsWith("@")) {
      return runner.withBean(replacement.substring(1), Object.class, Object::new);
    }
    Class<?> own = replacement == null ? type : type(replacement);
    if (own == SreEngine.class) {
      return runner.withBean("own", SreEngine.class, AutoConfigurationChecksTest::engine);
    }
    // The SDK waits long for the processors of a mock to shut down.
    return own == SreTelemetry.class
        ? runner.withBean("own", SreTelemetry.class, () -> SreTelemetry.builder().build())
        : withMock(runner, own);
  }

  private static SreEngine engine() {
    return SreEngine.builder().manualTicks().build();
  }

  private static <B> AbstractApplicationContextRunner<?, ?, ?> withMock(
      AbstractApplicationContextRunner<?, ?, ?> runner, Class<B> type) {
    return runner.withBean("own", type, () -> Mockito.mock(type, Mockito.RETURNS_DEEP_STUBS));
  }

  private static AbstractApplicationContextRunner<?, ?, ?> runner(Web web) {
    return switch (web) {
      case SERVLET -> new WebApplicationContextRunner();
      case REACTIVE -> new ReactiveWebApplicationContextRunner();
      case NONE -> new ApplicationContextRunner();
    };
  }

  private static Class<?>[] classes(List<String> names) {
    return names.stream().map(AutoConfigurationChecksTest::type).toArray(Class<?>[]::new);
  }

  private static Class<?> type(String name) {
    return ClassUtils.resolveClassName(name, SreEngine.class.getClassLoader());
  }
}
