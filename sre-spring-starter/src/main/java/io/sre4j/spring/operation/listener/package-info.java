/**
 * Counts the messages that listeners of Kafka, RabbitMQ and JMS handle, by topic or queue.
 *
 * <p>Sees listeners whose observation is switched on.
 */
@NullMarked
package io.sre4j.spring.operation.listener;

import org.jspecify.annotations.NullMarked;
