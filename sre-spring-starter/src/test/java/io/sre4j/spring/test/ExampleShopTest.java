package io.sre4j.spring.test;

import static io.sre4j.spring.test.SreAssertions.assertThat;

import io.sre4j.SreEngine;
import io.sre4j.spring.host.Shop;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.web.client.RestClient;

@SpringBootTest(classes = Shop.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(SreTestConfiguration.class)
class ExampleShopTest {
  @Autowired SreClock clock;
  @Autowired SreEngine engine;
  @LocalServerPort int port;

  @Test
  void orders_areAnswered_keepTheirPromise() {
    RestClient client = RestClient.create("http://localhost:" + port);
    for (int second = 0; second < 60; second++) {
      client.get().uri("/orders/1").retrieve().toBodilessEntity();
      clock.pass(Duration.ofSeconds(1));
    }
    clock.awaitEvents("http", 60);
    assertThat(engine.status("http-availability"))
        .hasCounted(60, 0)
        .keepsItsPromise()
        .firesNothing();
  }
}
