package io.sre4j.example.checkout;

import io.sre4j.SreEngine;
import io.sre4j.sli.SliRecorder;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Sli;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import java.util.function.BiConsumer;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/** The code of the README, compiled. */
final class ReadmeSnippets {
  private ReadmeSnippets() {}

  static void plainJava(Till shop, Cart cart, BiConsumer<SreEngine, Receipt> check)
      throws Exception {
    Objective objective = Objective.availability("checkout", Target.of("99.95%"));
    SreEngine engine =
        SreEngine.builder()
            .sli(Sli.events("checkout"))
            .slo(Slo.builder("checkout-availability").objective(objective).build())
            .listener(transition -> System.out.println(transition))
            .build();
    SliRecorder checkout = engine.recorder("checkout");
    Receipt receipt = checkout.call(() -> shop.pay(cart)); // bad if it throws
    try (engine) {
      check.accept(engine, receipt);
    }
  }

  interface Till {
    Receipt pay(Cart cart);
  }

  record Cart(int total) {}

  record Receipt(int paid) {}

  /** A service of somebody else; no component, so that the shop's scan does not find it. */
  @EnableAutoConfiguration
  static class Service {
    @Bean
    RouterFunction<ServerResponse> checkout() {
      return RouterFunctions.route()
          .POST("/checkout", request -> ServerResponse.ok().body("paid"))
          .build();
    }
  }
}
