package io.sre4j.spring.operation.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sre4j.spring.operation.Unobserved;
import io.sre4j.spring.web.RunningApplication;
import io.sre4j.spring.web.RunningApplication.Counts;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.qpid.server.SystemLauncher;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.amqp.core.AcknowledgeMode;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.rabbit.annotation.EnableRabbit;
import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.amqp.rabbit.config.SimpleRabbitListenerContainerFactory;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

/**
 * Messages through a real broker of AMQP 0-9-1, in this process: Qpid's, as RabbitMQ's own has no
 * Java. Everything on this side of the connection is Spring's and RabbitMQ's.
 */
class RabbitListenerTest {
  private static final int MESSAGES = 50;
  private static final int BAD = MESSAGES / 5;

  private static SystemLauncher broker;
  private static int port;

  @BeforeAll
  static void start() throws Exception {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    broker = new SystemLauncher();
    broker.startup(
        Map.of(
            "type",
            "Memory",
            "initialConfigurationLocation",
            Objects.requireNonNull(RabbitListenerTest.class.getResource("/amqp/broker.json"))
                .toExternalForm(),
            "startupLoggedToSystemOut",
            false,
            "context",
            Map.of("amqp.port", String.valueOf(port))));
    CachingConnectionFactory connections = new CachingConnectionFactory("localhost", port);
    new RabbitAdmin(connections).declareQueue(new Queue("orders", false));
    connections.destroy();
  }

  @AfterAll
  static void stop() {
    broker.shutdown();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void messages_ofAnObservedListener_areCountedAsTheyWereHandled(boolean virtualThreads) {
    assumeTrue(!virtualThreads || Runtime.version().feature() >= 21, "needs virtual threads");
    try (RunningApplication application = application(true, virtualThreads)) {
      RabbitTemplate template = application.bean(RabbitTemplate.class);
      for (int i = 0; i < MESSAGES; i++) {
        template.convertAndSend("orders", String.valueOf(i));
      }
      Orders orders = application.bean(Orders.class);
      await().until(() -> orders.handled.get() == MESSAGES);
      await()
          .ignoreExceptions()
          .until(() -> application.counts("listener.orders").total() == MESSAGES);
      assertThat(application.counts("listener.orders"))
          .isEqualTo(new Counts(MESSAGES - BAD, BAD, 0));
      assertThat(orders.thread.get().startsWith("VirtualThread")).isEqualTo(virtualThreads);
      assertThat(application.bean(Unobserved.class).read())
          .doesNotContainKey("the listener of orders");
      AmqpAdmin admin = application.bean(AmqpAdmin.class);
      await().until(() -> waiting(admin, "orders") == 0);
    }
  }

  @Test
  void listeners_thatAreNotObserved_areReported() {
    try (RunningApplication application = application(false, false)) {
      assertThat(application.bean(Unobserved.class).read().get("the listener of orders"))
          .asString()
          .startsWith("set spring.rabbitmq.listener.simple.observation-enabled=true");
    }
  }

  private static RunningApplication application(boolean observed, boolean virtualThreads) {
    return new RunningApplication(
        WebApplicationType.NONE,
        Application.class,
        "--amqp.port=" + port,
        "--observed=" + observed,
        "--virtual-threads=" + virtualThreads);
  }

  private static long waiting(AmqpAdmin admin, String queue) {
    return Objects.requireNonNull(admin.getQueueInfo(queue)).getMessageCount();
  }

  static class Orders {
    final AtomicInteger handled = new AtomicInteger();
    final AtomicReference<String> thread = new AtomicReference<>("");

    @RabbitListener(queues = "orders")
    void handle(String message) {
      thread.set(Thread.currentThread().toString());
      handled.incrementAndGet();
      if (Integer.parseInt(message) % 5 == 0) {
        throw new IllegalStateException("each fifth");
      }
    }
  }

  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @EnableRabbit
  static class Application {
    @Bean
    CachingConnectionFactory broker(@Value("${amqp.port}") int port) {
      return new CachingConnectionFactory("localhost", port);
    }

    @Bean
    RabbitAdmin admin(ConnectionFactory broker) {
      return new RabbitAdmin(broker);
    }

    @Bean
    RabbitTemplate template(ConnectionFactory broker) {
      return new RabbitTemplate(broker);
    }

    /* As Spring Boot makes it; each message is tried once, as Qpid delivers again what is refused. */
    @Bean
    SimpleRabbitListenerContainerFactory rabbitListenerContainerFactory(
        ConnectionFactory broker,
        @Value("${observed}") boolean observed,
        @Value("${virtual-threads}") boolean virtualThreads) {
      SimpleRabbitListenerContainerFactory listeners = new SimpleRabbitListenerContainerFactory();
      listeners.setConnectionFactory(broker);
      listeners.setObservationEnabled(observed);
      listeners.setAcknowledgeMode(AcknowledgeMode.NONE);
      SimpleAsyncTaskExecutor threads = new SimpleAsyncTaskExecutor("rabbit-");
      if (virtualThreads) {
        threads.setVirtualThreads(true);
      }
      listeners.setTaskExecutor(threads);
      return listeners;
    }

    @Bean
    Orders listener() {
      return new Orders();
    }
  }
}
