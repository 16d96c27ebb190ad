package io.sre4j.example.checkout.shop;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the shop alone. Like the shop, it knows nothing of SLOs: it runs without sre4j too. */
@SpringBootApplication
public class ShopApplication {

  /** Takes Spring Boot's options; {@code --shop.inventory} says where the inventory is. */
  public static void main(String[] args) {
    SpringApplication.run(ShopApplication.class, args);
  }
}
