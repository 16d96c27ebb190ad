package io.sre4j.spring.actuate;

import io.sre4j.slo.DurationText;
import java.time.Duration;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Values that JSON does not have, as values it has. */
final class JsonValues {
  private static final double NANOS_PER_MILLI = 1e6;

  private JsonValues() {}

  /** Null if there is none, or if it is no number. */
  static @Nullable Double number(OptionalDouble value) {
    return value.isPresent() ? number(value.getAsDouble()) : null;
  }

  static @Nullable Double number(double value) {
    return Double.isFinite(value) ? value : null;
  }

  static double millis(Duration duration) {
    return duration.toNanos() / NANOS_PER_MILLI;
  }

  /** To whole seconds: {@code 2d4h}. */
  static String text(Duration duration) {
    return DurationText.format(Duration.ofSeconds(duration.toSeconds()));
  }
}
