package io.sre4j.spring.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.sre4j.SreEngine;
import io.sre4j.alert.AlertListener;
import io.sre4j.delivery.AlertDelivery;
import io.sre4j.delivery.Receiver;
import io.sre4j.sli.Outcome;
import io.sre4j.spring.test.SreTestConfiguration;
import io.sre4j.spring.web.RunningApplication;
import io.sre4j.store.Store;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What was counted last is kept and told, also what is answered while the server shuts down. */
class ShutdownTest {

  /** The server lets a request end that is under way; it is counted, and the snapshot has it. */
  @Test
  void request_answeredWhileTheServerShutsDown_isKept(@TempDir Path store) throws Exception {
    Slow.STORE = store;
    String[] options = {
      "--sre.slos.all.target=99%", "--sre.slos.all.routes=GET /slow", "--server.shutdown=graceful"
    };
    try (RunningApplication shop = start(Slow.class, options)) {
      Slow slow = shop.bean(Slow.class);
      CompletableFuture<Integer> answer =
          CompletableFuture.supplyAsync(() -> shop.get("/slow").statusCode());
      slow.entered.await();
      CompletableFuture<Void> closing = CompletableFuture.runAsync(shop::close);
      await().until(() -> isRefusing(shop));
      slow.leave.countDown();
      assertThat(answer.get()).isEqualTo(200);
      closing.get();
    }
    try (RunningApplication shop = start(Slow.class, options)) {
      assertThat(shop.bean(SreEngine.class).status("all").events().good()).isOne();
    }
  }

  /** The last tick finds that a page fires: its receiver is told before the context is gone. */
  @Test
  void alert_ofTheLastTick_isDelivered() throws Exception {
    List<String> told = new CopyOnWriteArrayList<>();
    HttpServer receiver = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    receiver.createContext(
        "/",
        exchange -> {
          told.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    receiver.start();
    try {
      Delivering.PORT = receiver.getAddress().getPort();
      try (RunningApplication shop = start(Delivering.class)) {
        Delivering.almostBurn(shop);
        assertThat(told).isEmpty();
      }
      assertThat(told).isNotEmpty().allMatch(body -> body.contains("jobs"));
    } finally {
      receiver.stop(0);
    }
  }

  /** A listener that hangs and a receiver that does not answer cost seconds, not the end. */
  @Test
  void close_everythingHangs_isBounded() throws Exception {
    try (ServerSocket silent = new ServerSocket(0)) {
      Delivering.PORT = silent.getLocalPort();
      RunningApplication shop = start(Hanging.class);
      Delivering.almostBurn(shop);
      long start = System.nanoTime();
      shop.close();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
    }
  }

  private static RunningApplication start(Class<?> application, String... options) {
    return new RunningApplication(WebApplicationType.SERVLET, application, options);
  }

  private static boolean isRefusing(RunningApplication shop) {
    try {
      return shop.get("/nowhere").statusCode() == 503;
    } catch (RuntimeException e) {
      return true;
    }
  }

  @SpringBootConfiguration
  @EnableAutoConfiguration
  @RestController
  static class Slow {
    static Path STORE;
    final CountDownLatch entered = new CountDownLatch(1);
    final CountDownLatch leave = new CountDownLatch(1);

    /** No snapshot is due before the end. */
    @Bean
    Store store() {
      return Store.in(STORE).loss(Duration.ofHours(1));
    }

    @GetMapping("/slow")
    String slow() throws InterruptedException {
      entered.countDown();
      leave.await();
      return "at last";
    }
  }

  @SpringBootConfiguration
  @EnableAutoConfiguration
  @Import({Burning.class, SreTestConfiguration.class})
  static class Delivering {
    static int PORT;

    @Bean
    AlertDelivery delivery() {
      return AlertDelivery.to(Receiver.webhook(URI.create("http://127.0.0.1:" + PORT)));
    }

    /** What the next tick finds makes a page fire; no tick has seen it yet. */
    static void almostBurn(RunningApplication shop) {
      SreEngine engine = shop.bean(SreEngine.class);
      for (int i = 0; i < 10_000; i++) {
        engine.recorder("jobs").record(Outcome.BAD);
      }
    }
  }

  @SpringBootConfiguration
  @EnableAutoConfiguration
  @Import(Delivering.class)
  static class Hanging {
    @Bean
    AlertListener hanging() {
      return transition -> {
        try {
          new CountDownLatch(1).await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      };
    }
  }
}
