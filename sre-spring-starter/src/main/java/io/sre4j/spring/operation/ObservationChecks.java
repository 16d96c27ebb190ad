package io.sre4j.spring.operation;

import io.sre4j.spring.web.RecordingFailures;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationListener;

/** Lets every check look, when the application has started. */
final class ObservationChecks implements ApplicationListener<ApplicationStartedEvent> {
  private final ObjectProvider<ObservationCheck> checks;
  private final Unobserved found;
  private final RecordingFailures failures;

  ObservationChecks(
      ObjectProvider<ObservationCheck> checks, Unobserved found, RecordingFailures failures) {
    this.checks = checks;
    this.found = found;
    this.failures = failures;
  }

  @Override
  public void onApplicationEvent(ApplicationStartedEvent event) {
    checks.orderedStream().forEach(this::check);
  }

  private void check(ObservationCheck check) {
    try {
      check.check(found);
    } catch (Throwable failure) {
      failures.add(failure);
    }
  }
}
