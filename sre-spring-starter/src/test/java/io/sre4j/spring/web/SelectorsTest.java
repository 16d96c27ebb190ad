package io.sre4j.spring.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.SreEngine;
import io.sre4j.spring.web.RunningApplication.Counts;
import jakarta.servlet.Filter;
import java.io.FileNotFoundException;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What a configuration makes of requests over real HTTP; counts equal the caller's own. */
class SelectorsTest {
  private static RunningApplication application;

  @BeforeAll
  static void start() {
    boolean virtual = Runtime.version().feature() >= 21;
    application =
        new RunningApplication(
            WebApplicationType.SERVLET,
            Application.class,
            "--spring.threads.virtual.enabled=" + virtual,
            "--sre.slos.all.target=99%",
            "--sre.slos.all.exclude=/internal/**",
            "--sre.slos.shop.target=99%",
            "--sre.slos.shop.routes=/answer/**,/lost,/slow",
            "--sre.slos.shop.exclude=/answer/free/**",
            "--sre.slos.shop.bad-when=429,> 80ms",
            "--sre.slos.shop.excluded-when=501,java.io.IOException",
            "--sre.slos.shop-fast.sli=shop",
            "--sre.slos.shop-fast.target=95%",
            "--sre.slos.shop-fast.latency=1s");
  }

  @AfterAll
  static void stop() {
    application.close();
  }

  @Test
  void answers_ofAnyStatus_areCountedAsTheCallerWould() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    int[] statuses = {200, 204, 400, 404, 429, 500, 501, 503};
    Map<Integer, Integer> sent = new TreeMap<>();
    Counts before = application.counts("shop");
    for (int i = 0; i < 300; i++) {
      int status = statuses[random.nextInt(statuses.length)];
      assertThat(application.get("/answer/" + status).statusCode()).isEqualTo(status);
      sent.merge(status, 1, Integer::sum);
    }
    application.counted(300);
    Counts counted = application.counts("shop").minus(before);
    long bad = of(sent, 429) + of(sent, 500) + of(sent, 503);
    assertThat(counted)
        .as("seed %d", seed)
        .isEqualTo(new Counts(300 - bad - of(sent, 501), bad, of(sent, 501)));
  }

  @Test
  void requests_excluded_areNotCountedAtAll() {
    Counts http = application.counts("http");
    application.get("/internal/ping");
    application.get("/answer/free/500");
    assertThat(application.counted()).isEqualTo(Counts.BAD); // of http only
    assertThat(application.counts("http").minus(http)).isEqualTo(Counts.BAD);
  }

  @Test
  void requests_slowerThanAllowed_areBadForThatSliOnly() {
    Counts before = application.counts("shop");
    application.get("/slow");
    assertThat(application.counted()).isEqualTo(Counts.GOOD);
    assertThat(application.counts("shop").minus(before)).isEqualTo(Counts.BAD);
  }

  @Test
  void exceptions_byChoice_areExcludedForThatSliOnly() {
    Counts before = application.counts("shop");
    assertThat(application.get("/lost").statusCode()).isEqualTo(500);
    assertThat(application.counted()).isEqualTo(Counts.BAD);
    assertThat(application.counts("shop").minus(before)).isEqualTo(Counts.EXCLUDED);
  }

  @Test
  void filters_thatThrow_areBad() {
    assertThat(application.get("/filtered").statusCode()).isEqualTo(500);
    assertThat(application.counted()).isEqualTo(Counts.BAD);
  }

  @Test
  void storm_ofUnknownPaths_isCountedAndKeepsOneRoute() {
    int before = application.bean(HttpSliRouter.class).remembered();
    for (int i = 0; i < 2_000; i++) {
      application.get("/nowhere/" + i);
    }
    assertThat(application.counted(2_000)).isEqualTo(new Counts(2_000, 0, 0));
    assertThat(application.bean(HttpSliRouter.class).remembered()).isLessThanOrEqualTo(before + 1);
    assertThat(application.bean(SreEngine.class).report().slis()).hasSize(2);
  }

  private static long of(Map<Integer, Integer> sent, int status) {
    return sent.getOrDefault(status, 0);
  }

  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @Import(Shop.class)
  static class Application {
    @Bean
    FilterRegistrationBean<Filter> broken() {
      FilterRegistrationBean<Filter> filter =
          new FilterRegistrationBean<>((request, response, chain) -> {
            throw new IllegalStateException("in a filter");
          });
      filter.addUrlPatterns("/filtered");
      return filter;
    }
  }

  @RestController
  static class Shop {
    @GetMapping({"/answer/{status}", "/answer/free/{status}"})
    ResponseEntity<Void> answer(@PathVariable int status) {
      return ResponseEntity.status(status).build();
    }

    @GetMapping("/internal/ping")
    String ping() {
      return "pong";
    }

    @GetMapping("/lost")
    String lost() throws FileNotFoundException {
      throw new FileNotFoundException("lost");
    }

    @GetMapping("/slow")
    String slow() throws InterruptedException {
      long end = System.nanoTime() + 100_000_000;
      while (System.nanoTime() < end) {
        new CountDownLatch(1).await(5, java.util.concurrent.TimeUnit.MILLISECONDS);
      }
      return "at last";
    }
  }
}
