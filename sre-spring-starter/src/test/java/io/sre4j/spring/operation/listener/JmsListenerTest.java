package io.sre4j.spring.operation.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sre4j.spring.web.RunningApplication;
import io.sre4j.spring.web.RunningApplication.Counts;
import jakarta.jms.ConnectionFactory;
import java.util.Collections;
import java.util.Enumeration;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.RedeliveryPolicy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jms.autoconfigure.DefaultJmsListenerContainerFactoryConfigurer;
import org.springframework.context.annotation.Bean;
import org.springframework.jms.annotation.JmsListener;
import org.springframework.jms.config.DefaultJmsListenerContainerFactory;
import org.springframework.jms.config.JmsListenerEndpointRegistry;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.jms.listener.DefaultMessageListenerContainer;

/** Messages through a real broker of JMS, in this process, and the listeners of Spring Boot. */
class JmsListenerTest {
  private static final int MESSAGES = 50;
  private static final int BAD = MESSAGES / 5;
  private static final int TRIES = 2;

  private static RunningApplication application;

  @BeforeAll
  static void start() {
    application =
        new RunningApplication(
            WebApplicationType.NONE,
            Application.class,
            "--sre.slos.orders.sli=listener.orders",
            "--sre.slos.orders.target=99%");
  }

  @AfterAll
  static void stop() {
    application.close();
  }

  @Test
  void messages_ofAQueue_areCountedByEachTryAsTheBrokerSawThem() {
    JmsTemplate template = application.bean(JmsTemplate.class);
    for (int i = 0; i < MESSAGES; i++) {
      template.convertAndSend("orders", String.valueOf(i));
    }
    await().until(() -> givenUp(template) == BAD);
    Orders orders = application.bean(Orders.class);
    assertThat(orders.handled.get()).isEqualTo(MESSAGES - BAD + BAD * TRIES);
    await().until(() -> application.counts("listener.orders").total() >= orders.handled.get());
    assertThat(application.counts("listener.orders"))
        .isEqualTo(new Counts(MESSAGES - BAD, (long) BAD * TRIES, 0));
    assertThat(application.lastBad("orders").attributes().exception())
        .isEqualTo("IllegalStateException");
    assertThat(application.lastBad("orders").attributes().route()).isEqualTo("orders");
  }

  @Test
  void messages_ofATopic_areCountedByItsName() {
    DefaultMessageListenerContainer listener =
        (DefaultMessageListenerContainer)
            application.bean(JmsListenerEndpointRegistry.class).getListenerContainer("news");
    await().until(listener::isRegisteredWithDestination);
    JmsTemplate topics = new JmsTemplate(application.bean(ConnectionFactory.class));
    topics.setPubSubDomain(true);
    for (int i = 0; i < 3; i++) {
      topics.convertAndSend("news.of-today", "new");
    }
    await().ignoreExceptions().until(() -> application.counts("listener.news.of-today").good() > 2);
    assertThat(application.counts("listener.news.of-today")).isEqualTo(new Counts(3, 0, 0));
  }

  /** The messages that the broker has put aside, as no try handled them. */
  private static int givenUp(JmsTemplate template) {
    Integer messages =
        template.browse(
            "ActiveMQ.DLQ",
            (session, browser) -> {
              Enumeration<?> waiting = browser.getEnumeration();
              return Collections.list(waiting).size();
            });
    return messages == null ? 0 : messages;
  }

  static class Orders {
    final AtomicInteger handled = new AtomicInteger();

    @JmsListener(destination = "orders", concurrency = "2")
    void handle(String message) {
      handled.incrementAndGet();
      if (Integer.parseInt(message) % 5 == 0) {
        throw new IllegalStateException("each fifth");
      }
    }

    @JmsListener(id = "news", destination = "news.of-today", containerFactory = "topics")
    void read(String message) {}
  }

  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {
    @Bean
    ConnectionFactory broker() {
      ActiveMQConnectionFactory broker =
          new ActiveMQConnectionFactory(
              "vm://listeners?broker.persistent=false&broker.useJmx=false");
      RedeliveryPolicy tries = broker.getRedeliveryPolicy();
      tries.setMaximumRedeliveries(TRIES - 1);
      tries.setInitialRedeliveryDelay(0);
      tries.setRedeliveryDelay(0);
      return broker;
    }

    /* Beside Spring Boot's own, which is for queues. */
    @Bean
    DefaultJmsListenerContainerFactory topics(
        DefaultJmsListenerContainerFactoryConfigurer boot, ConnectionFactory broker) {
      DefaultJmsListenerContainerFactory topics = new DefaultJmsListenerContainerFactory();
      boot.configure(topics, broker);
      topics.setPubSubDomain(true);
      return topics;
    }

    @Bean
    Orders orders() {
      return new Orders();
    }
  }
}
