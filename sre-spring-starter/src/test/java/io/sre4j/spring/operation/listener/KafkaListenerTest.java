package io.sre4j.spring.operation.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sre4j.spring.operation.Unobserved;
import io.sre4j.spring.web.RunningApplication;
import io.sre4j.spring.web.RunningApplication.Counts;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;
import org.springframework.util.backoff.FixedBackOff;

/** Messages through a real broker, in this process. */
@Tag("long")
class KafkaListenerTest {
  private static final int MESSAGES = 50;

  private static EmbeddedKafkaKraftBroker broker;

  @BeforeAll
  static void start() {
    broker = new EmbeddedKafkaKraftBroker(1, 1, "orders", "virtual-orders");
    broker.afterPropertiesSet();
  }

  @AfterAll
  static void stop() {
    broker.destroy();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void messages_ofAnObservedListener_areCountedAsTheyWereHandled(boolean virtualThreads) {
    assumeTrue(!virtualThreads || Runtime.version().feature() >= 21, "needs virtual threads");
    String topic = virtualThreads ? "virtual-orders" : "orders";
    String sli = "listener." + topic;
    try (RunningApplication application = start(topic, "true", virtualThreads)) {
      send(application, topic);
      Orders orders = application.bean(Orders.class);
      await().atMost(Duration.ofSeconds(30)).until(() -> orders.handled.get() >= MESSAGES);
      await().ignoreExceptions().until(() -> application.counts(sli).total() >= MESSAGES);
      assertThat(orders.failed.get()).isEqualTo(MESSAGES / 5);
      assertThat(application.counts(sli))
          .isEqualTo(new Counts(MESSAGES - orders.failed.get(), orders.failed.get(), 0));
      assertThat(orders.thread.get().startsWith("VirtualThread")).isEqualTo(virtualThreads);
      assertThat(application.bean(Unobserved.class).read())
          .doesNotContainKey("the listener of " + topic);
    }
  }

  @Test
  void listeners_thatAreNotObserved_areReported() {
    try (RunningApplication application = start("orders", "false", false)) {
      assertThat(application.bean(Unobserved.class).read())
          .containsEntry(
              "the listener of orders", "set spring.kafka.listener.observation-enabled=true");
    }
  }

  private static RunningApplication start(String topic, String observed, boolean virtualThreads) {
    return new RunningApplication(
        WebApplicationType.NONE,
        Application.class,
        "--spring.kafka.bootstrap-servers=" + broker.getBrokersAsString(),
        "--spring.kafka.consumer.group-id=one",
        "--topic=" + topic,
        "--spring.threads.virtual.enabled=" + virtualThreads,
        "--spring.kafka.consumer.auto-offset-reset=earliest",
        "--spring.kafka.listener.observation-enabled=" + observed);
  }

  private static void send(RunningApplication application, String topic) {
    KafkaTemplate<Object, Object> template = template(application);
    for (int i = 0; i < MESSAGES; i++) {
      template.send(topic, String.valueOf(i)).join();
    }
    template.flush();
  }

  @SuppressWarnings("unchecked")
  private static KafkaTemplate<Object, Object> template(RunningApplication application) {
    return application.bean(KafkaTemplate.class);
  }

  static class Orders {
    final AtomicInteger handled = new AtomicInteger();
    final AtomicInteger failed = new AtomicInteger();
    final AtomicReference<String> thread = new AtomicReference<>("");

    @KafkaListener(topics = "${topic}")
    void handle(String message) {
      thread.set(Thread.currentThread().toString());
      handled.incrementAndGet();
      if (Integer.parseInt(message) % 5 == 0) {
        failed.incrementAndGet();
        throw new IllegalStateException("each fifth");
      }
    }
  }

  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {
    @Bean
    Orders orders() {
      return new Orders();
    }

    /* Each message is tried once, so that what the broker delivers is what the caller sent. */
    @Bean
    DefaultErrorHandler errors() {
      return new DefaultErrorHandler(new FixedBackOff(0, 0));
    }
  }
}
