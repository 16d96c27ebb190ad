package io.sre4j.spring.operation.listener;

import io.sre4j.spring.operation.ObservationCheck;
import io.sre4j.spring.operation.Unobserved;
import java.util.Arrays;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.MessageListenerContainer;

/** Finds listeners of Kafka whose observation is not switched on. */
final class UnobservedKafkaListeners implements ObservationCheck {
  private static final String REMEDY = "set spring.kafka.listener.observation-enabled=true";

  private final ObjectProvider<KafkaListenerEndpointRegistry> registries;

  UnobservedKafkaListeners(ObjectProvider<KafkaListenerEndpointRegistry> registries) {
    this.registries = registries;
  }

  @Override
  public void check(Unobserved found) {
    registries.stream()
        .flatMap(registry -> registry.getListenerContainers().stream())
        .map(MessageListenerContainer::getContainerProperties)
        .filter(properties -> !properties.isObservationEnabled())
        .forEach(properties -> found.add("the listener of " + topics(properties), REMEDY));
  }

  private static String topics(ContainerProperties properties) {
    String[] topics = properties.getTopics();
    return topics == null ? "Kafka" : String.join(", ", Arrays.asList(topics));
  }
}
