package io.sre4j.spring.operation.listener;

import io.sre4j.spring.operation.ObservationCheck;
import io.sre4j.spring.operation.Unobserved;
import java.lang.reflect.Field;
import org.springframework.amqp.rabbit.listener.AbstractMessageListenerContainer;
import org.springframework.amqp.rabbit.listener.RabbitListenerEndpointRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.util.ReflectionUtils;

/** Finds listeners of RabbitMQ whose observation is not switched on. */
final class UnobservedRabbitListeners implements ObservationCheck {
  private static final String FIELD = "observationEnabled";
  private static final String REMEDY =
      "set spring.rabbitmq.listener.simple.observation-enabled=true, or"
          + " spring.rabbitmq.listener.direct.observation-enabled=true";

  private final ObjectProvider<RabbitListenerEndpointRegistry> registries;

  UnobservedRabbitListeners(ObjectProvider<RabbitListenerEndpointRegistry> registries) {
    this.registries = registries;
  }

  @Override
  public void check(Unobserved found) {
    registries.stream()
        .flatMap(registry -> registry.getListenerContainers().stream())
        .filter(AbstractMessageListenerContainer.class::isInstance)
        .map(AbstractMessageListenerContainer.class::cast)
        .filter(UnobservedRabbitListeners::isSwitchedOff)
        .map(container -> String.join(", ", container.getQueueNames()))
        .forEach(queues -> found.add("the listener of " + queues, REMEDY));
  }

  /** Spring for RabbitMQ has no getter for it; false if it does not tell. */
  private static boolean isSwitchedOff(AbstractMessageListenerContainer container) {
    try {
      Field field = ReflectionUtils.findField(container.getClass(), FIELD);
      return field != null && field.trySetAccessible() && !field.getBoolean(container);
    } catch (IllegalAccessException | RuntimeException unknown) {
      return false;
    }
  }
}
