package io.sre4j.spring.host;

import io.sre4j.SreEngine;
import io.sre4j.sli.Outcome;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Sli;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import io.sre4j.spring.test.SreClock;
import io.sre4j.spring.test.SreTestConfiguration;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** An application whose SLO {@code jobs} a test can set on fire. */
@Configuration(proxyBeanMethods = false)
@Import(SreTestConfiguration.class)
public class Burning {
  /** Fires within this time, and is over after as long again. */
  public static final Duration LONG_ENOUGH = Duration.ofMinutes(20);

  @Bean
  Sli.Events jobsSli() {
    return Sli.events("jobs");
  }

  @Bean
  Slo jobsSlo() {
    return Slo.builder("jobs").objective(Objective.availability("jobs", Target.of("99%"))).build();
  }

  /** Records a bad event each second. */
  public static void burn(SreEngine engine, SreClock clock) {
    pass(engine, clock, Outcome.BAD);
  }

  /** Records a thousand good events each second. */
  public static void recover(SreEngine engine, SreClock clock) {
    pass(engine, clock, Outcome.GOOD);
  }

  private static void pass(SreEngine engine, SreClock clock, Outcome outcome) {
    int perSecond = outcome == Outcome.BAD ? 1 : 1_000;
    for (long second = 0; second < LONG_ENOUGH.toSeconds(); second++) {
      for (int i = 0; i < perSecond; i++) {
        engine.recorder("jobs").record(outcome);
      }
      clock.pass(Duration.ofSeconds(1));
    }
  }
}
