package io.sre4j.example.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import io.sre4j.coverage.Coverage;
import io.sre4j.example.checkout.load.LoadGenerator;
import io.sre4j.example.checkout.load.Route;
import io.sre4j.example.checkout.load.RouteCounts;
import io.sre4j.example.checkout.shop.InventoryService;
import io.sre4j.example.checkout.shop.InventoryService.Mode;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** What the endpoint says of tracing, beside what the customers sent. */
@Tag("long")
class CheckoutCoverageTest {
  private static final long SEED = 42;
  private static final int RATE = 50;

  @Test
  void coverage_ofEveryRoute_isWhatWasSent() throws Exception {
    System.out.println("seed " + SEED);
    try (TraceReceiver receiver = new TraceReceiver();
        InventoryService inventory = InventoryService.start(Options.ANY_PORT);
        ConfigurableApplicationContext context =
            CheckoutApplication.start(
                inventory.uri(),
                Options.ANY_PORT,
                transition -> {},
                false,
                "--spring.profiles.active=untraced,traces",
                receiver.option(),
                "--sre.coverage.warm-up=0s");
        LoadGenerator load = LoadGenerator.start(CheckoutApplication.uri(context), SEED)) {
      load.rate(RATE);
      Until.holds("customers were served", () -> load.total().answered() > 300);
      inventory.mode(Mode.DOWN);
      Until.holds("checkouts fail", () -> load.counts(Route.CHECKOUT).bad() > 100);
      load.pause();
      Coverage coverage = context.getBean(Coverage.class);
      Until.holds("all is counted", () -> served(coverage) == load.total().answered());

      DocumentContext json = JsonPath.parse(endpoint(context));
      for (Route route : Route.values()) {
        assertThat(number(json, route, "served")).isEqualTo(load.counts(route).answered());
        long dark = route == Route.RECOMMENDATIONS ? load.counts(route).answered() : 0;
        assertThat(number(json, route, "unobserved")).isEqualTo(dark);
        assertThat(number(json, route, "untraced")).isZero();
      }
      assertThat(json.<List<String>>read("$.findings[?(@.rule == 'SRE-001')].subject"))
          .containsExactly("GET /recommendations");
      keepsFailedCheckouts(json, load.counts(Route.CHECKOUT), receiver);
    }
  }

  /** Each is sampled or kept; of the others only those that were too slow are kept. */
  private static void keepsFailedCheckouts(
      DocumentContext json, RouteCounts checkouts, TraceReceiver receiver) throws Exception {
    long kept = json.<Number>read("$.keptTraces.kept").longValue();
    long sampled = number(json, Route.CHECKOUT, "sampled");
    assertThat(sampled).isLessThan(checkouts.answered() / 3);
    assertThat(kept + sampled).isGreaterThanOrEqualTo(checkouts.bad());
    assertThat(kept).isLessThanOrEqualTo(checkouts.bad() + checkouts.slow());
    List<String> traces =
        json.read("$.slos[?(@.name == 'checkout-availability')].lastBadEvents[*].traceId");
    assertThat(traces).isNotEmpty().doesNotContainNull();
    Until.holds("the traces of bad events arrive", () -> receiver.traces().containsAll(traces));
  }

  private static long number(DocumentContext json, Route route, String field) {
    String name = route.method() + " " + route.template();
    List<Number> found =
        json.read("$.coverage.routes[?(@.route == '" + name + "')].sinceStart." + field);
    assertThat(found).as("%s of %s", field, name).hasSize(1);
    return found.get(0).longValue();
  }

  private static long served(Coverage coverage) {
    coverage.inspect();
    return coverage.report().routes().stream().mapToLong(route -> route.total().served()).sum();
  }

  private static String endpoint(ConfigurableApplicationContext context) throws Exception {
    URI sre = CheckoutApplication.uri(context).resolve("/actuator/sre");
    try (InputStream answer = sre.toURL().openStream()) {
      return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
