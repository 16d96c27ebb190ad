package io.sre4j.spring.event;

import io.sre4j.alert.AlertListener;
import io.sre4j.alert.AlertTransition;
import java.util.concurrent.CountDownLatch;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ApplicationContextEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.ContextRefreshedEvent;

/**
 * Publishes transitions as events. The engine guards it like any listener: on a thread of its own,
 * failures logged once and counted.
 *
 * <p>What happens while the context still starts waits: listeners are not all there yet.
 */
final class AlertEvents implements AlertListener, ApplicationListener<ApplicationContextEvent> {
  private final ApplicationContext context;
  private final CountDownLatch decided = new CountDownLatch(1);
  private volatile boolean isOpen;

  AlertEvents(ApplicationContext context) {
    this.context = context;
  }

  @Override
  public void onTransition(AlertTransition transition) {
    try {
      decided.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the engine is closed: the context did not start
      return;
    }
    if (isOpen) {
      context.publishEvent(new SreAlertEvent(transition));
    }
  }

  @Override
  public void onApplicationEvent(ApplicationContextEvent event) {
    if (!event.getApplicationContext().equals(context)) {
      return; // of a child, as that of a management port
    }
    if (event instanceof ContextRefreshedEvent) {
      isOpen = true;
      decided.countDown();
    } else if (event instanceof ContextClosedEvent) {
      isOpen = false;
      decided.countDown();
    }
  }

  @Override
  public String toString() {
    return "that publishes events";
  }
}
