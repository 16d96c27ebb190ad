package io.sre4j.spring.operation.listener;

import io.micrometer.jakarta9.instrument.jms.JmsProcessObservationContext;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.sre4j.spring.web.RecordingFailures;
import java.util.Objects;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.jms.config.JmsListenerEndpointRegistry;
import org.springframework.jms.listener.AbstractMessageListenerContainer;
import org.springframework.jms.listener.adapter.ListenerExecutionFailedException;
import org.springframework.util.ErrorHandler;

/**
 * Keeps what listeners of JMS throw. Spring tells it to the container's error handler only: an
 * observation ends without an error, unless that handler throws, too. So each container gets one
 * that keeps the failure and does what was done without it. Begins before the containers do.
 */
final class JmsFailures implements SmartLifecycle {
  private final ObjectProvider<JmsListenerEndpointRegistry> registries;
  private final RecordingFailures failures;
  private volatile boolean isRunning;

  JmsFailures(ObjectProvider<JmsListenerEndpointRegistry> registries, RecordingFailures failures) {
    this.registries = registries;
    this.failures = failures;
  }

  /** What the listener threw; null if it did not. */
  static @Nullable Throwable of(JmsProcessObservationContext context) {
    Throwable error = context.getError();
    return error != null ? error : context.get(JmsFailures.class);
  }

  @Override
  public int getPhase() {
    return 0;
  }

  @Override
  public void start() {
    isRunning = true;
    registries.stream()
        .flatMap(registry -> registry.getListenerContainers().stream())
        .filter(AbstractMessageListenerContainer.class::isInstance)
        .map(AbstractMessageListenerContainer.class::cast)
        .filter(container -> !(container.getErrorHandler() instanceof Keeping))
        .forEach(container -> container.setErrorHandler(new Keeping(container, failures)));
  }

  @Override
  public void stop() {
    isRunning = false;
  }

  @Override
  public boolean isRunning() {
    return isRunning;
  }

  /** Asks nothing of what it is told, and never fails on its own. */
  private static final class Keeping implements ErrorHandler {
    private final AbstractMessageListenerContainer container;
    private final @Nullable ErrorHandler own;
    private final Log log;
    private final RecordingFailures failures;

    private Keeping(AbstractMessageListenerContainer container, RecordingFailures failures) {
      this.container = container;
      this.own = container.getErrorHandler();
      this.log = LogFactory.getLog(container.getClass());
      this.failures = failures;
    }

    @Override
    public void handleError(Throwable thrown) {
      try {
        keep(thrown);
      } catch (Throwable failure) {
        failures.add(failure);
      }
      if (own != null) {
        own.handleError(thrown);
      } else {
        log.warn(
            "Execution of JMS message listener failed, and no ErrorHandler has been set.", thrown);
      }
    }

    private void keep(Throwable thrown) {
      ObservationRegistry registry = container.getObservationRegistry();
      Observation current = registry == null ? null : registry.getCurrentObservation();
      if (current != null
          && current.getContextView() instanceof JmsProcessObservationContext context) {
        boolean isWrapped = thrown instanceof ListenerExecutionFailedException;
        context.put(
            JmsFailures.class,
            isWrapped ? Objects.requireNonNullElse(thrown.getCause(), thrown) : thrown);
      }
    }
  }
}
