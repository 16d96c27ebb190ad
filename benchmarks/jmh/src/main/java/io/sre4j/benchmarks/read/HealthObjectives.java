package io.sre4j.benchmarks.read;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.health.HealthConfig;
import io.micrometer.health.HealthMeterRegistry;
import io.micrometer.health.ServiceLevelObjective;
import java.time.Duration;

/**
 * Micrometer's HealthMeterRegistry with objectives about the ratio of errors, each with two
 * counters, as of the last step of ten seconds.
 *
 * <p>Less than ours: one ratio of one step where we look at eight windows up to 30 days and judge
 * the evidence; no state, nothing fires or resolves. More: any meter and any tags can be asked for,
 * by searching all meters whenever it is evaluated. Each SLI has a name of its own here: if they
 * differed by a tag only, that search would cost several times as much.
 */
final class HealthObjectives implements AutoCloseable {
  private static final double ALLOWED = 0.001;
  private static final double EVENTS = 10_000;

  private final HealthMeterRegistry registry;

  /**
   * Lets one step pass.
   *
   * @param bad of 10,000 events in the step; ten are allowed
   */
  HealthObjectives(int count, int bad) {
    MockClock clock = new MockClock();
    ServiceLevelObjective[] objectives = new ServiceLevelObjective[count];
    for (int i = 0; i < count; i++) {
      String sli = "sli-" + i;
      objectives[i] =
          ServiceLevelObjective.build(sli)
              .errorRatio(all -> all.name(sli), errors -> errors.tag("outcome", "bad"))
              .isLessThan(ALLOWED);
    }
    registry =
        HealthMeterRegistry.builder(HealthConfig.DEFAULT)
            .clock(clock)
            .serviceLevelObjectives(objectives)
            .build();
    for (int i = 0; i < count; i++) {
      counter("sli-" + i, "good").increment(EVENTS - bad);
      counter("sli-" + i, "bad").increment(bad);
    }
    clock.add(Duration.ofSeconds(10));
  }

  private Counter counter(String sli, String outcome) {
    return registry.counter(sli, "outcome", outcome);
  }

  /** Evaluates all objectives; the number of those that are kept. */
  int healthy() {
    int healthy = 0;
    for (ServiceLevelObjective objective : registry.getServiceLevelObjectives()) {
      healthy += objective.healthy(registry) ? 1 : 0;
    }
    return healthy;
  }

  @Override
  public void close() {
    registry.close();
  }
}
