package io.sre4j.spring.operation.listener;

import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.Topic;
import org.jspecify.annotations.Nullable;

/** Where messages of JMS come from. */
final class JmsDestinations {
  private JmsDestinations() {}

  /** The name of the queue or topic; null if the message does not know. */
  static @Nullable String name(@Nullable Message message) {
    try {
      Destination destination = message == null ? null : message.getJMSDestination();
      if (destination instanceof Queue queue) {
        return queue.getQueueName();
      }
      return destination instanceof Topic topic ? topic.getTopicName() : null;
    } catch (JMSException unknown) {
      return null;
    }
  }
}
