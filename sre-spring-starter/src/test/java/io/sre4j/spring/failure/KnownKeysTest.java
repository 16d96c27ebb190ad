package io.sre4j.spring.failure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

class KnownKeysTest {

  @ParameterizedTest
  @CsvSource({
    "sre.enabeld, sre.enabled",
    "sre.slo.checkout.target, sre.slos.checkout.target",
    "sre.slos.a.latncy, sre.slos.a.latency",
    "sre.delivery.slack.ulr, sre.delivery.slack.url",
    "sre.coverage.leave-owt[0], sre.coverage.leave-out[0]",
  })
  void nearest_almostRight_isFound(String wrong, String right) {
    assertThat(KnownKeys.nearest(ConfigurationPropertyName.of(wrong))).contains(right);
  }

  @Test
  void nearest_nothingLikeIt_isEmpty() {
    assertThat(KnownKeys.nearest(ConfigurationPropertyName.of("sre.something.else"))).isEmpty();
  }
}
