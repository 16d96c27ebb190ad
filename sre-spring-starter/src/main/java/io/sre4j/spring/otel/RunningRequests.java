package io.sre4j.spring.otel;

import io.micrometer.observation.ObservationRegistry;
import java.util.function.BooleanSupplier;

/** Tells whether the calling thread is within an observation. Thread-safe. */
final class RunningRequests implements BooleanSupplier {
  private volatile ObservationRegistry observations = ObservationRegistry.NOOP;

  /** From now on by these; before nothing runs, as they are made late. */
  void of(ObservationRegistry registry) {
    observations = registry;
  }

  @Override
  public boolean getAsBoolean() {
    return observations.getCurrentObservation() != null;
  }
}
