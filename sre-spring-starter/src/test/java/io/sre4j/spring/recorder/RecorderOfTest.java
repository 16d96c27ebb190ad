package io.sre4j.spring.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.SreEngine;
import io.sre4j.sli.Outcome;
import io.sre4j.sli.SliRecorder;
import io.sre4j.slo.Sli;
import io.sre4j.spring.SreAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class RecorderOfTest {
  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(SreAutoConfiguration.class, SreRecorderAutoConfiguration.class))
          .withBean("payments", Sli.Events.class, () -> Sli.events("payments"))
          .withBean("mails", Sli.Events.class, () -> Sli.events("mails"));

  @Test
  void recorder_parameterAndField_areThoseOfTheirSlis() {
    runner
        .withBean(Shop.class)
        .run(context -> {
          SreEngine engine = context.getBean(SreEngine.class);
          Shop shop = context.getBean(Shop.class);
          assertThat(shop.payments).isSameAs(engine.recorder("payments"));
          assertThat(shop.mails).isSameAs(engine.recorder("mails"));
          shop.payments.record(Outcome.BAD);
          engine.tick();
          assertThat(engine.report().slis())
              .filteredOn(sli -> sli.name().equals("payments"))
              .allMatch(sli -> sli.bad() == 1);
        });
  }

  @Test
  void recorder_unknownSli_stopsTheStart() {
    runner
        .withBean(Misspelt.class)
        .run(
            context -> assertThat(context.getStartupFailure()).hasStackTraceContaining("paiments"));
  }

  @Test
  void recorder_withoutAnnotation_saysHow() {
    runner
        .withBean(Unnamed.class)
        .run(context ->
            assertThat(context.getStartupFailure())
                .rootCause()
                .hasMessageContaining("say whose: @RecorderOf(\"checkout\")"));
  }

  static class Shop {
    final SliRecorder payments;

    @Autowired
    @RecorderOf("mails")
    SliRecorder mails;

    Shop(@RecorderOf("payments") SliRecorder payments) {
      this.payments = payments;
    }
  }

  record Misspelt(@RecorderOf("paiments") SliRecorder payments) {}

  record Unnamed(SliRecorder payments) {}
}
