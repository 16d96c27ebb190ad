package io.sre4j.spring.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sre4j.SreEngine;
import io.sre4j.sli.EventAttributes.Dimension;
import io.sre4j.spring.web.RunningApplication.Counts;
import io.sre4j.timeline.Cause;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletResponse;
import java.io.OutputStream;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Requests of every kind at once to a real Tomcat, on its own threads and on virtual ones: what is
 * counted is what the caller saw.
 */
class ServletTruthTest {
  private static final int REQUESTS = 500;
  private static final int MANY_ROUTES = 1_200;
  private static final int NAMED_CAUSES = 64;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void requests_ofEveryKind_areCountedAsTheCallerSawThem(boolean virtualThreads) throws Exception {
    assumeTrue(!virtualThreads || Runtime.version().feature() >= 21, "needs virtual threads");
    long seed = new Random().nextLong();
    try (RunningApplication application = start(virtualThreads)) {
      Counts seen =
          application
              .bean(Caller.class)
              .call(
                  application,
                  seed,
                  REQUESTS,
                  "/annotated/",
                  "/functional/",
                  "/answer/404",
                  "/answer/429",
                  "/answer/500",
                  "/broken",
                  "/functional-broken",
                  "/filtered/",
                  "/async",
                  "/async-broken",
                  "/async-never",
                  "/nowhere/",
                  Caller.LEAVES);
      assertThat(seen.excluded()).as("seed %d", seed).isPositive();
      assertThat(application.counted(REQUESTS)).as("seed %d", seed).isEqualTo(seen);
      assertThat(application.bean(Shop.class).thread.get().startsWith("VirtualThread"))
          .isEqualTo(virtualThreads);
      assertThat(application.bean(RecordingFailures.class).count()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void routes_moreThanAreRemembered_areAllCountedAndNamedUpToABound(boolean staticFiles) {
    try (RunningApplication application =
        start(false, "--spring.web.resources.add-mappings=" + staticFiles)) {
      for (int i = 0; i < MANY_ROUTES; i++) {
        application.get("/many/" + i);
        application.get("/nowhere/" + i);
      }
      assertThat(application.counted(2 * MANY_ROUTES))
          .isEqualTo(new Counts(MANY_ROUTES, MANY_ROUTES, 0));
      assertThat(application.bean(HttpSliRouter.class).remembered()).isEqualTo(1_000);
      List<Cause> routes =
          application.bean(SreEngine.class).status("all").causes().stream()
              .filter(cause -> cause.dimension() == Dimension.ROUTE)
              .toList();
      assertThat(routes).hasSize(NAMED_CAUSES + 1).extracting(Cause::key).contains("other");
      assertThat(routes.stream().mapToLong(Cause::last6h).sum()).isEqualTo(MANY_ROUTES);
    }
  }

  private static RunningApplication start(boolean virtualThreads, String... arguments) {
    String[] all = new String[arguments.length + 3];
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    all[0] = "--spring.threads.virtual.enabled=" + virtualThreads;
    all[1] = "--sre.slos.all.target=99%";
    all[2] = "--logging.level.org.apache.catalina=OFF";
    return new RunningApplication(WebApplicationType.SERVLET, Application.class, all);
  }

  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @Import({Shop.class, Caller.class})
  static class Application {
    @Bean
    FilterRegistrationBean<Filter> broken() {
      FilterRegistrationBean<Filter> filter =
          new FilterRegistrationBean<>((request, response, chain) -> {
            throw new IllegalStateException("in a filter");
          });
      filter.addUrlPatterns("/filtered/*");
      return filter;
    }

    @Bean
    RouterFunction<ServerResponse> functions() {
      return RouterFunctions.route()
          .GET("/functional/{id}", request -> ServerResponse.ok().body("functional"))
          .GET(
              "/functional-broken",
              request -> {
                throw new IllegalStateException("functional");
              })
          .build();
    }

    @Bean
    RouterFunction<ServerResponse> many() {
      RouterFunctions.Builder routes = RouterFunctions.route();
      for (int i = 0; i < MANY_ROUTES; i++) {
        routes.GET("/many/" + i, request -> ServerResponse.status(503).build());
      }
      return routes.build();
    }
  }

  @RestController
  static class Shop {
    final AtomicReference<String> thread = new AtomicReference<>("");
    private final Caller caller;

    Shop(Caller caller) {
      this.caller = caller;
    }

    @GetMapping("/annotated/{id}")
    String annotated(@PathVariable String id) {
      thread.set(Thread.currentThread().toString());
      return id;
    }

    @GetMapping("/answer/{status}")
    ResponseEntity<Void> answer(@PathVariable int status) {
      return ResponseEntity.status(status).build();
    }

    @GetMapping("/broken")
    String broken() {
      throw new IllegalStateException("annotated");
    }

    @GetMapping("/async")
    Callable<String> async() {
      return () -> "later";
    }

    @GetMapping("/async-broken")
    CompletableFuture<String> asyncBroken() {
      return CompletableFuture.failedFuture(new IllegalStateException("later"));
    }

    @GetMapping("/async-never")
    DeferredResult<String> asyncNever() {
      return new DeferredResult<>(1L);
    }

    /** Answers until nobody is there. */
    @GetMapping(Caller.LEAVES + "{id}")
    void left(@PathVariable String id, HttpServletResponse response) throws Exception {
      Caller.Meeting meeting = caller.meeting(id);
      OutputStream body = response.getOutputStream();
      meeting.arrived.countDown();
      meeting.left.await(10, TimeUnit.SECONDS);
      byte[] chunk = new byte[64 * 1024];
      for (int i = 0; i < 1_000; i++) {
        body.write(chunk);
        body.flush();
      }
    }
  }
}
