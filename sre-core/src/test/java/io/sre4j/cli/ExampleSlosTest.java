package io.sre4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.openslo.OpenSlo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The OpenSLO file of the example promises what its configuration does. */
class ExampleSlosTest {

  @Test
  void slos_ofTheExample_areThoseOfItsConfiguration() throws IOException {
    Path file = Path.of("../examples/checkout/slos.yaml");

    assertThat(OpenSlo.read(OpenSlo.Mode.LENIENT, List.of(file)).slos())
        .allMatch(slo -> slo.alerting().name().equals("google"))
        .extracting(Object::toString)
        .containsExactly(
            "Slo[checkout-availability: [99.9% of checkout-availability succeed] over 30d]",
            "Slo[checkout-latency: [99% of checkout-availability succeed within 300ms] over 30d]",
            "Slo[shop-availability: [99.9% of http succeed] over 30d]");
  }
}
