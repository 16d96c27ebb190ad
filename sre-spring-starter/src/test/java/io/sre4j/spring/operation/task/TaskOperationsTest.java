package io.sre4j.spring.operation.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.micrometer.core.instrument.MeterRegistry;
import io.sre4j.SreEngine;
import io.sre4j.report.SloStatus;
import io.sre4j.spring.operation.Unobserved;
import io.sre4j.spring.web.RunningApplication;
import io.sre4j.spring.web.RunningApplication.Counts;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** Tasks of the real scheduler: runs are counted as they ended, and those that never began. */
class TaskOperationsTest {
  private RunningApplication application;

  @AfterEach
  void stop() {
    if (application != null) {
      application.close();
    }
  }

  @Test
  void runs_ofTheScheduler_areCountedAsTheyEnded() {
    start(Counting.class);
    Cleanup cleanup = application.bean(Cleanup.class);
    await().until(() -> cleanup.begun.get() > Cleanup.RUNS);
    assertThat(application.counts("task.cleanup.run"))
        .isEqualTo(new Counts(Cleanup.RUNS - cleanup.failed.get(), cleanup.failed.get(), 0));
    assertThat(cleanup.failed.get()).isEqualTo(Cleanup.RUNS / 3);
    cleanup.rest.countDown();
  }

  @Test
  void runs_withVirtualThreads_areCountedAsTheyEnded() {
    assumeTrue(Runtime.version().feature() >= 21, "needs virtual threads");
    start(Counting.class, "--spring.threads.virtual.enabled=true");
    Cleanup cleanup = application.bean(Cleanup.class);
    await().until(() -> cleanup.begun.get() > Cleanup.RUNS);
    assertThat(application.counts("task.cleanup.run"))
        .isEqualTo(new Counts(Cleanup.RUNS - cleanup.failed.get(), cleanup.failed.get(), 0));
    assertThat(cleanup.thread.get()).startsWith("VirtualThread");
    cleanup.rest.countDown();
  }

  @Test
  void tasks_withoutConfiguration_haveAnSloEach() {
    start(Counting.class);
    SloStatus status = application.bean(SreEngine.class).status("task.cleanup.run");
    assertThat(status.slo().objectives().get(0).target().toString()).isEqualTo("99%");
    application.bean(Cleanup.class).rest.countDown();
  }

  @Test
  void tasks_withAnSloOfOnesOwn_haveThatOnly() {
    start(
        Counting.class, "--sre.slos.nightly.sli=task.cleanup.run", "--sre.slos.nightly.target=95%");
    assertThat(application.bean(SreEngine.class).report().slos())
        .extracting(slo -> slo.slo().name())
        .containsExactly("nightly");
    application.bean(Cleanup.class).rest.countDown();
  }

  @Test
  void tasks_withAnEngineOfOnesOwn_areCountedAndPromiseNothing() {
    start(OwnEngine.class);
    Cleanup cleanup = application.bean(Cleanup.class);
    await().until(() -> cleanup.begun.get() > Cleanup.RUNS);
    application.bean(TaskClock.class).look();
    assertThat(application.counts("task.cleanup.run").bad()).isEqualTo(cleanup.failed.get());
    assertThat(application.bean(SreEngine.class).report().slos()).isEmpty();
    cleanup.rest.countDown();
  }

  @Test
  void lastSuccess_ofARun_isTold() {
    start(Counting.class);
    Cleanup cleanup = application.bean(Cleanup.class);
    await().until(() -> cleanup.begun.get() > Cleanup.RUNS);
    Object told = application.bean(TaskJson.class).read().get("task.cleanup.run");
    Instant success = Instant.parse((String) ((Map<?, ?>) told).get("lastSuccess"));
    assertThat(success).isBetween(cleanup.before, Instant.now());
    assertThat(((Map<?, ?>) told).get("schedules").toString()).contains("5ms after the run before");
    assertThat(
            application
                .bean(MeterRegistry.class)
                .get("sre.task.last.success")
                .tag("task", "cleanup.run")
                .gauge()
                .value())
        .isEqualTo(success.toEpochMilli() / 1000.0);
    cleanup.rest.countDown();
  }

  @Test
  void runs_thatCannotBegin_areMissed() {
    start(Starving.class, "--spring.task.scheduling.pool.size=1");
    Instant begun = Instant.now();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> application.counts("task.starved.run").bad() >= 2);
    long most = Duration.between(begun, Instant.now()).toMillis() / Starved.PERIOD;
    assertThat(application.counts("task.starved.run").bad()).isLessThanOrEqualTo(most);
    assertThat(application.lastBad("task.starved.run").attributes().exception())
        .isEqualTo("MissedRun");
    assertThat(application.counts("task.hog.run").bad()).isZero();
    application.bean(Hog.class).release.countDown();
    await().until(() -> application.counts("task.starved.run").good() > 0);
  }

  @Test
  void runs_thatAreNotObserved_areReportedAndNotMissed() {
    start(Counting.class, "--management.observations.enable.tasks.scheduled=false");
    Cleanup cleanup = application.bean(Cleanup.class);
    await().until(() -> cleanup.begun.get() > 2);
    application.bean(TaskClock.class).look();
    assertThat(application.bean(Unobserved.class).read()).containsKey("task.cleanup.run");
    assertThat(application.counts("task.cleanup.run").total()).isZero();
    cleanup.rest.countDown();
  }

  private void start(Class<?> type, String... arguments) {
    application = new RunningApplication(WebApplicationType.NONE, type, arguments);
  }

  static class Cleanup {
    static final int RUNS = 30;

    final Instant before = Instant.now();
    final AtomicInteger begun = new AtomicInteger();
    final AtomicInteger failed = new AtomicInteger();
    final AtomicReference<String> thread = new AtomicReference<>("");
    final CountDownLatch rest = new CountDownLatch(1);

    @Scheduled(fixedDelay = 5)
    void run() throws InterruptedException {
      thread.set(Thread.currentThread().toString());
      int run = begun.incrementAndGet();
      if (run > RUNS) {
        rest.await();
      } else if (run % 3 == 0) {
        failed.incrementAndGet();
        throw new IllegalStateException("each third");
      }
    }
  }

  static class Hog {
    final CountDownLatch release = new CountDownLatch(1);

    @Scheduled(fixedDelay = 60_000)
    void run() throws InterruptedException {
      release.await();
    }
  }

  static class Starved {
    static final long PERIOD = 500;

    @Scheduled(fixedRate = PERIOD, initialDelay = PERIOD)
    void run() {}
  }

  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @EnableScheduling
  static class Counting {
    @Bean
    Cleanup cleanup() {
      return new Cleanup();
    }
  }

  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @EnableScheduling
  static class OwnEngine {
    @Bean
    SreEngine own() {
      return SreEngine.builder().build();
    }

    @Bean
    Cleanup cleanup() {
      return new Cleanup();
    }
  }

  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @EnableScheduling
  static class Starving {
    @Bean
    Hog hog() {
      return new Hog();
    }

    @Bean
    Starved starved() {
      return new Starved();
    }
  }
}
