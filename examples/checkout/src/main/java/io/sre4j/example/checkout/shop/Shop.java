package io.sre4j.example.checkout.shop;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.server.ResponseStatusException;

/** The shop: an ordinary controller that knows nothing of SLOs. */
@RestController
public class Shop {
  public static final int PRODUCTS = 20;

  private final List<Product> products =
      IntStream.rangeClosed(1, PRODUCTS).mapToObj(id -> new Product(id, "Product " + id)).toList();
  private final AtomicLong orders = new AtomicLong();
  private final RestClient inventory;

  /** The injected builder is observed, so that sre4j can name the inventory as a cause. */
  Shop(RestClient.Builder clients, @Value("${shop.inventory}") String inventory) {
    this.inventory = clients.baseUrl(inventory).build();
  }

  @GetMapping("/products")
  public List<Product> products() {
    return products;
  }

  @GetMapping("/products/{id}")
  public Product product(@PathVariable int id) {
    if (id < 1 || id > PRODUCTS) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no product " + id + ".");
    }
    return products.get(id - 1);
  }

  @GetMapping("/recommendations")
  public List<Product> recommendations() {
    LockSupport.parkNanos(
        Duration.ofMillis(40 + ThreadLocalRandom.current().nextInt(80)).toNanos());
    return products.subList(0, 3);
  }

  @PostMapping("/checkout")
  public Order checkout() {
    inventory.post().uri("/reservations").retrieve().toBodilessEntity();
    return new Order(orders.incrementAndGet());
  }

  /** What customers see when the inventory fails. */
  @ExceptionHandler(RestClientException.class)
  public ProblemDetail onInventoryFailure() {
    return ProblemDetail.forStatusAndDetail(
        HttpStatus.SERVICE_UNAVAILABLE, "The inventory does not answer.");
  }

  /**
   * Something to buy.
   *
   * @param id its number, from 1 on
   * @param name its name
   */
  public record Product(int id, String name) {}

  /**
   * Something bought.
   *
   * @param id its number, from 1 on
   */
  public record Order(long id) {}
}
