package io.sre4j.example.checkout;

import io.sre4j.SreEngine;
import io.sre4j.sli.SliRecorder;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Sli;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import java.util.function.BiConsumer;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

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

  /** A service of somebody else. */
  @SpringBootConfiguration
  @EnableAutoConfiguration
  @RestController
  static class Service {
    @PostMapping("/checkout")
    String checkout() {
      return "paid";
    }
  }
}
