package io.sre4j.spring.page;

import io.sre4j.SreEngine;
import io.sre4j.coverage.Coverage;
import io.sre4j.coverage.CoverageSettings;
import io.sre4j.dependency.Dependencies;
import io.sre4j.dependency.RequestCalls;
import io.sre4j.dependency.RouteCalls;
import io.sre4j.finding.Hook;
import io.sre4j.signal.TraceState;
import io.sre4j.sli.EventAttributes;
import io.sre4j.sli.Outcome;
import io.sre4j.sli.SliRecorder;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Sli;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import io.sre4j.slo.TimeWindow;
import io.sre4j.spring.SreEngineCustomizer;
import io.sre4j.time.Tick;
import io.sre4j.time.TimeSource;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** An application with a past: three hours, an incident, and one that goes on. */
@SpringBootConfiguration
@EnableAutoConfiguration
public class Shop {
  /** A name that would be a script if anybody took it for markup. */
  static final String EVIL = "GET /<script>window.evil=1</script><img src=x onerror=window.evil=1>";

  static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  static final Instant START = Instant.parse("2026-11-23T06:00:00Z");

  private final AtomicLong seconds = new AtomicLong(START.getEpochSecond());

  @Bean
  TimeSource fakeTime() {
    return () -> {
      long now = seconds.get();
      return new Tick(now * 1_000_000_000L, Instant.ofEpochSecond(now));
    };
  }

  @Bean
  SreEngineCustomizer definitions() {
    return engine ->
        engine
            .manualTicks()
            .sli(Sli.events("checkout"))
            .sli(Sli.events("search"))
            .sli(Sli.events("import"))
            .slo(
                Slo.builder("checkout-availability")
                    .description("Nobody <b>loses</b> a basket")
                    .objective(Objective.availability("checkout", Target.of("99.9%")))
                    .owner("team <shop>")
                    .runbook(URI.create("https://wiki.example/checkout"))
                    .label("tier", "1")
                    .build())
            .slo(
                Slo.builder("checkout-latency")
                    .objective(
                        Objective.latency("checkout", Duration.ofMillis(300), Target.of("99%")))
                    .owner("team <shop>")
                    .build())
            .slo(
                Slo.builder("checkout-week")
                    .objective(Objective.availability("checkout", Target.of("99%")))
                    .window(TimeWindow.parse("week UTC"))
                    .build())
            .slo(
                Slo.builder("search-availability")
                    .objective(Objective.availability("search", Target.of("99.5%")))
                    .window(TimeWindow.rolling(Duration.ofHours(3)))
                    .build())
            .slo(
                Slo.builder("nightly-import")
                    .objective(Objective.availability("import", Target.of("99%")))
                    .build());
  }

  @Bean
  Coverage coverage(SreEngine engine, TimeSource time) {
    CoverageSettings judging = CoverageSettings.builder().warmUp(Duration.ZERO).build();
    return Coverage.builder(engine).settings(judging).timeSource(time).manual().build();
  }

  /** Three hours, and then as many seconds as are wanted. */
  public static final class Past {
    private final SreEngine engine;
    private final Shop shop;
    private final SliRecorder checkout;
    private final SliRecorder search;
    private int second;

    public Past(SreEngine engine, Shop shop) {
      this.engine = engine;
      this.shop = shop;
      this.checkout = engine.recorder("checkout");
      this.search = engine.recorder("search");
    }

    public void hours(int hours) {
      for (int i = 0; i < hours * 3_600; i++) {
        second();
      }
    }

    public void second() {
      second++;
      boolean wasDown = second > 5_400 && second <= 5_700;
      boolean isDown = second > 3 * 3_600 - 420;
      for (int i = 0; i < 10; i++) {
        boolean failed = isDown ? i < 2 : wasDown ? i < 1 : second % 600 == 0 && i == 0;
        boolean slow = second % 60 == 0 && i == 1;
        checkout(failed, slow, i);
      }
      search.record(second % 150 == 0 ? Outcome.BAD : Outcome.GOOD, 20_000_000);
      search.record(Outcome.GOOD, 15_000_000);
      checkout.record(Outcome.EXCLUDED);
      shop.seconds.incrementAndGet();
      engine.tick();
    }

    private void checkout(boolean failed, boolean slow, int i) {
      if (failed || slow) {
        String route = i == 0 ? "POST /checkout" : EVIL;
        String why = failed ? (i == 0 ? "ConnectException" : "TimeoutException") : null;
        checkout.record(
            failed ? Outcome.BAD : Outcome.GOOD,
            slow ? 800_000_000 : 45_000_000,
            route,
            given -> new EventAttributes(given, why, i == 0 ? "inventory" : "<i>rates</i>", TRACE));
      } else {
        checkout.record(Outcome.GOOD, 40_000_000);
      }
    }
  }

  /** What routes depend on. */
  public static void calls(Dependencies dependencies) {
    RouteCalls checkout = dependencies.route("POST /checkout", Set.of("checkout"));
    RouteCalls search = dependencies.route("GET /search", Set.of("search"));
    RouteCalls evil = dependencies.route(EVIL, Set.of("search"));
    for (int i = 0; i < 1_000; i++) {
      boolean isDown = i % 25 == 0;
      boolean hasNoRates = i % 25 == 1;
      RequestCalls calls = new RequestCalls();
      called(dependencies, calls, "inventory", isDown, 9_000_000);
      called(dependencies, calls, "<i>rates</i>", hasNoRates, 20_000_000);
      called(dependencies, calls, "payments", false, 60_000_000);
      checkout.ended(isDown ? Outcome.BAD : Outcome.GOOD, calls);
      RequestCalls found = new RequestCalls();
      called(dependencies, found, "search-index", i % 200 == 0, 4_000_000);
      called(dependencies, found, "<i>rates</i>", false, 20_000_000);
      (i % 3 == 0 ? evil : search).ended(Outcome.GOOD, found);
    }
  }

  private static void called(
      Dependencies all, RequestCalls calls, String name, boolean failed, long nanos) {
    calls.called(
        all.named(name), failed ? RequestCalls.Result.FAILED : RequestCalls.Result.FINE, nanos);
  }

  /** What tracing saw. */
  public static void traces(Coverage coverage) {
    coverage.signals().attached(Hook.OPERATIONS);
    count(coverage, "POST /checkout", TraceState.SAMPLED, 200);
    count(coverage, "POST /checkout", TraceState.UNRECORDED, 1_800);
    count(coverage, "GET /search", TraceState.SAMPLED, 30);
    count(coverage, "GET /search", TraceState.UNTRACED, 90);
    count(coverage, EVIL, TraceState.UNOBSERVED, 250);
    coverage.inspect();
  }

  private static void count(Coverage coverage, String route, TraceState state, int times) {
    for (int i = 0; i < times; i++) {
      coverage.signals().routes().of(route, Set.of("checkout")).count(state);
    }
  }
}
