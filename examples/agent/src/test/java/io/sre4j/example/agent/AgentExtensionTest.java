package io.sre4j.example.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The shop, which has never heard of sre4j, under OpenTelemetry's Java agent with the extension:
 * real requests, and what arrives by OTLP.
 */
@Isolated
@Tag("long")
class AgentExtensionTest {
  private static final long SEED = 51;
  private static final int REQUESTS = Integer.getInteger("sre4j.agent.requests", 100_000);

  @TempDir private Path directory;

  @Test
  void shop_withoutSre4j_isCountedAsItsCustomersDoAndHasNoFinding() throws Exception {
    System.out.println("seed " + SEED);
    try (AgentShop shop = AgentShop.start(directory, AgentShop.SAMPLING)) {
      String url = shop.url();
      startsAtZero(shop);
      long begin = System.nanoTime();
      Customers.Counts sent = Customers.send(url, REQUESTS, SEED);
      System.out.printf(
          "%d requests in %d ms: %s%n", REQUESTS, (System.nanoTime() - begin) / 1_000_000, sent);
      assertThat(sent.bad()).isPositive();
      shop.awaitAll(sent);
      shop.awaitInspection(sent);
      shop.process().stop();
      System.out.println(shop.collector().series());
      shop.hasServed(sent);
      shop.hasCounted(sent);
      shop.hasNamedTheInventory(sent);
      shop.hasTraced(sent);
      hasNoFinding(shop);
    }
  }

  private static void startsAtZero(AgentShop shop) throws Exception {
    for (String slo : List.of("shop-availability", "checkout-availability")) {
      for (String outcome : List.of("good", "bad", "excluded")) {
        String series = AgentShop.events(slo, outcome);
        shop.process().await(slo, () -> shop.collector().firstValue(series).isPresent());
        assertThat(shop.collector().firstValue(series)).hasValue(0);
      }
    }
  }

  private static void hasNoFinding(AgentShop shop) throws IOException {
    for (String level : List.of("high", "medium", "low", "info")) {
      assertThat(shop.collector().value("sre.coverage.findings{level=" + level + "}"))
          .as(level)
          .hasValue(0);
    }
    assertThat(shop.findings()).isEmpty();
    assertThat(shop.log()).doesNotContain("SRE-0").doesNotContain("goes on without");
  }
}
