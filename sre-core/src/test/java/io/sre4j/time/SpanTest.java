package io.sre4j.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpanTest {

  @ParameterizedTest
  @CsvSource({
    // elapsed, middle before the end, measured; in milliseconds, of a tick of one second
    "1000, 500, 1000",
    "400, 200, 400",
    "0, 0, 0",
    "3000, 500, 3000",
    "3001, 500, 1000",
    "20000, 500, 1000"
  })
  void of_elapsed_putsEventsHalfATickBackAndCountsGapsAsNotMeasured(
      long elapsed, long middle, long measured) {
    long end = 100_000_000_000L;
    Span span = Span.of(end, elapsed * 1_000_000, Duration.ofSeconds(1), Instant.EPOCH);
    assertThat(end - span.mid()).isEqualTo(middle * 1_000_000);
    assertThat(span.measured()).isEqualTo(measured * 1_000_000);
  }
}
