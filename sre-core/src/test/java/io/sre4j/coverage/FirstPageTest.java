package io.sre4j.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sre4j.facts.PageFacts;
import io.sre4j.slo.AlertPolicy;
import io.sre4j.slo.AlertRule;
import io.sre4j.slo.Budgeting;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Severity;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import java.time.Duration;
import org.apache.commons.statistics.distribution.PoissonDistribution;
import org.junit.jupiter.api.Test;

class FirstPageTest {
  private static final double MILLION_IN_A_MONTH = 1_000_000 / 720.0;

  private static Slo.Builder slo() {
    return Slo.builder("shop").objective(Objective.availability("http", Target.of("99.9%")));
  }

  @Test
  void of_millionEventsAMonth_isTwentyBadEvents() {
    PageFacts page = FirstPage.of(slo().build(), MILLION_IN_A_MONTH).orElseThrow();
    assertThat(page.badEvents()).isCloseTo(20, within(1e-9));
    assertThat(page.slo()).isEqualTo("shop");
    assertThat(page.sli()).isEqualTo("http");
    assertThat(page.rule()).isEqualTo("page 1h/5m");
  }

  /**
   * 100 events an hour: the ratio asks for 1.44 bad ones, the gate for what chance hardly makes.
   */
  @Test
  void of_littleTraffic_isWhatTheGateAsksFor() {
    double gate = PoissonDistribution.of(0.1).inverseSurvivalProbability(1e-4) + 1;
    assertThat(FirstPage.of(slo().build(), 100).orElseThrow().badEvents()).isEqualTo(gate);
    AlertPolicy ungated = slo().build().alerting().withoutGate();
    assertThat(FirstPage.of(slo().alerting(ungated).build(), 100).orElseThrow().badEvents())
        .isCloseTo(1.44, within(1e-9));
    assertThat(FirstPage.of(slo().alerting(ungated).build(), 1).orElseThrow().badEvents()).isOne();
  }

  @Test
  void of_ticketsBeforeThePage_isThePage() {
    AlertPolicy policy =
        AlertPolicy.of(
            "mine",
            AlertRule.of(Severity.TICKET, Duration.ofMinutes(30), Duration.ofMinutes(5), 20),
            AlertRule.of(Severity.PAGE, Duration.ofHours(6), Duration.ofMinutes(30), 6),
            AlertRule.of(Severity.PAGE, Duration.ofHours(1), Duration.ofMinutes(5), 14.4));
    PageFacts page = FirstPage.of(slo().alerting(policy).build(), 10_000).orElseThrow();
    assertThat(page.rule()).isEqualTo("page 6h/30m");
    assertThat(page.badEvents()).isCloseTo(360, within(1e-9));
  }

  @Test
  void of_noPageOrNoEvents_isNothing() {
    assertThat(FirstPage.of(slo().alerting(AlertPolicy.of("none")).build(), 1_000)).isEmpty();
    Slo slices =
        slo().budgeting(Budgeting.timeslices(Duration.ofMinutes(1), Target.of("99%"))).build();
    assertThat(FirstPage.of(slices, 1_000)).isEmpty();
    Slo composite = slo().objective(Objective.availability("pay", Target.of("99.9%"))).build();
    assertThat(FirstPage.of(composite, 1_000)).isEmpty();
  }
}
