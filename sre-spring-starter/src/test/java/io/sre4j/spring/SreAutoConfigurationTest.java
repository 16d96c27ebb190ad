package io.sre4j.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.sre4j.SreEngine;
import io.sre4j.alert.AlertListener;
import io.sre4j.report.SloStatus;
import io.sre4j.sli.Outcome;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Sli;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import io.sre4j.spring.web.HttpSlis;
import io.sre4j.store.Store;
import io.sre4j.time.Tick;
import io.sre4j.time.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationContext;

class SreAutoConfigurationTest {
  private static final AutoConfigurations CONFIGURATION =
      AutoConfigurations.of(SreAutoConfiguration.class);

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner().withConfiguration(CONFIGURATION);
  private final WebApplicationContextRunner web =
      new WebApplicationContextRunner().withConfiguration(CONFIGURATION);

  @Test
  void importsFile_all_namesEveryAutoConfiguration() {
    assertThat(ImportCandidates.load(AutoConfiguration.class, getClass().getClassLoader()))
        .filteredOn(name -> name.startsWith("io.sre4j"))
        .containsExactlyInAnyOrderElementsOf(
            new ClassFileImporter()
                    .importUrl(
                        SreAutoConfiguration.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation())
                    .stream()
                    .filter(type -> type.isAnnotatedWith(AutoConfiguration.class))
                    .map(JavaClass::getName)
                    .toList());
  }

  @Test
  void engine_webApplicationWithoutDefinitions_promisesDefaults() {
    web.run(context -> {
      List<SloStatus> slos = slos(context);
      assertThat(slos)
          .extracting(status -> status.slo().objectives().toString())
          .containsExactlyInAnyOrder(
              "[99.9% of http succeed]", "[99% of http succeed within 500ms]");
      assertThat(slos)
          .extracting(status -> status.slo().name())
          .containsExactlyInAnyOrder("http-availability", "http-latency");
      assertThat(slos).allMatch(status -> status.slo().window().text().equals("30d"));
    });
  }

  @Test
  void engine_otherApplicationWithoutDefinitions_promisesNothing() {
    runner.run(context -> {
      assertThat(slos(context)).isEmpty();
      assertThat(context.getBean(SreEngine.class).report().slis()).isEmpty();
    });
  }

  @Test
  void engine_configuredSlo_replacesDefaults() {
    web.withPropertyValues("sre.slos.mine.target=99%")
        .run(context -> assertThat(names(context)).containsExactly("mine"));
  }

  @Test
  void engine_sloBean_replacesDefaults() {
    web.withBean("bean", Slo.class, () -> slo("from-bean", HttpSlis.HTTP))
        .run(context -> assertThat(names(context)).containsExactly("from-bean"));
  }

  @Test
  void engine_sliBean_canBePromisedAbout() {
    runner
        .withBean("jobs", Sli.Events.class, () -> Sli.events("jobs"))
        .withPropertyValues("sre.slos.nightly.sli=jobs", "sre.slos.nightly.target=99%")
        .run(context -> {
          assertThat(context.getBean(SreEngine.class).recorder("jobs")).isNotNull();
          assertThat(names(context)).containsExactly("nightly");
        });
  }

  @Test
  void engine_storeDirectory_countsOfTheContextBeforeAreKept(@TempDir Path directory) {
    ApplicationContextRunner stored =
        runner
            .withBean("jobs", Sli.Events.class, () -> Sli.events("jobs"))
            .withPropertyValues(
                "sre.slos.nightly.sli=jobs",
                "sre.slos.nightly.target=99%",
                "sre.store.directory=" + directory);
    for (int run = 0; run < 3; run++) {
      long before = run;
      stored.run(context -> {
        SreEngine engine = context.getBean(SreEngine.class);
        assertThat(engine.status("nightly").events().good()).isEqualTo(before);
        engine.recorder("jobs").record(Outcome.GOOD);
      });
    }
  }

  @Test
  void engine_storeBean_replacesTheKey(@TempDir Path directory) {
    Path own = directory.resolve("own");
    runner
        .withPropertyValues("sre.store.directory=" + directory.resolve("key"))
        .withBean(Store.class, () -> Store.in(own).loss(Duration.ofMinutes(1)))
        .run(context -> assertThat(context.getBean(SreEngine.class).store()).isPresent());
    assertThat(own).isNotEmptyDirectory();
    assertThat(directory.resolve("key")).doesNotExist();
  }

  @Test
  void engine_customizer_canBePromisedAbout() {
    runner
        .withBean(
            SreEngineCustomizer.class,
            () -> engine -> engine.probe(Sli.atMost("queue-age", 30), () -> 1))
        .withPropertyValues("sre.slos.fresh.sli=queue-age", "sre.slos.fresh.target=99%")
        .run(context -> assertThat(names(context)).containsExactly("fresh"));
  }

  @Test
  void engine_withoutSpringWeb_starts() {
    runner
        .withClassLoader(
            new FilteredClassLoader("org.springframework.web", "org.springframework.http"))
        .withPropertyValues("sre.slos.mine.routes=/x", "sre.slos.mine.target=99%")
        .run(context -> assertThat(names(context)).containsExactly("mine"));
  }

  @Test
  void engine_ofTheUser_isKept() {
    SreEngine own = SreEngine.builder().sli(Sli.events("own")).manualTicks().build();
    web.withBean(SreEngine.class, () -> own)
        .run(context -> assertThat(context.getBean(SreEngine.class)).isSameAs(own));
  }

  @Test
  void engine_lazyApplication_startsAtOnce() {
    AtomicBoolean asked = new AtomicBoolean();
    web.withInitializer(context ->
            context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
        .withBean(SreEngineCustomizer.class, () -> engine -> asked.set(true))
        .run(context -> assertThat(asked).isTrue());
  }

  @Test
  void engine_closedContext_isClosed() {
    Set<Thread> before = tickers();
    web.run(context -> {
      Set<Thread> own = tickers();
      own.removeAll(before);
      assertThat(own).as("threads of the running engine").hasSize(1);
      context.getSourceApplicationContext().close();
      await().untilAsserted(() -> assertThat(own).noneMatch(Thread::isAlive));
    });
  }

  @Test
  void enabled_false_thereIsNothing() {
    web.withPropertyValues("sre.enabled=false", "sre.unknown=1")
        .run(context ->
            assertThat(context).doesNotHaveBean(SreEngine.class).doesNotHaveBean(HttpSlis.class));
  }

  @Test
  void tick_outOfRange_isRefused() {
    runner
        .withBean(SreEngineCustomizer.class, () -> engine -> engine.tick(Duration.ZERO))
        .run(context ->
            assertThat(context.getStartupFailure()).rootCause().hasMessageContaining("tick"));
  }

  @Test
  void timeSource_bean_isUsed() {
    Instant longAgo = Instant.parse("2001-01-01T00:00:00Z");
    web.withBean(TimeSource.class, () -> () -> new Tick(1, longAgo))
        .run(context ->
            assertThat(context.getBean(SreEngine.class).report().startedAt()).isEqualTo(longAgo));
  }

  @Test
  void alertListener_bean_isTold() throws Exception {
    CountDownLatch told = new CountDownLatch(1);
    AtomicLong seconds = new AtomicLong();
    TimeSource time =
        () -> new Tick(seconds.get() * 1_000_000_000L, Instant.ofEpochSecond(seconds.get()));
    runner
        .withBean(TimeSource.class, () -> time)
        .withBean(Sli.Events.class, () -> Sli.events("orders"))
        .withBean(Slo.class, () -> slo("orders", "orders"))
        .withBean(AlertListener.class, () -> transition -> told.countDown())
        .withBean(SreEngineCustomizer.class, () -> engine -> engine.manualTicks())
        .run(context -> {
          SreEngine engine = context.getBean(SreEngine.class);
          for (int second = 0; second < 900; second++) {
            seconds.incrementAndGet();
            engine.recorder("orders").record(Outcome.BAD);
            engine.tick();
          }
          assertThat(told.await(10, TimeUnit.SECONDS)).isTrue();
        });
  }

  private static Set<Thread> tickers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("sre4j-ticker"))
        .collect(Collectors.toSet());
  }

  private static List<SloStatus> slos(ApplicationContext context) {
    return context.getBean(SreEngine.class).report().slos();
  }

  private static List<String> names(ApplicationContext context) {
    return slos(context).stream().map(status -> status.slo().name()).toList();
  }

  private static Slo slo(String name, String sli) {
    return Slo.builder(name).objective(Objective.availability(sli, Target.of("99%"))).build();
  }
}
