package io.sre4j.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Asserts that a definition is refused, and that the error says where, what and what instead. */
final class Rejection {
  private Rejection() {}

  static void assertRejected(ThrowingCallable code, String path, String value, String remedy) {
    InvalidDefinitionException error = catchThrowableOfType(InvalidDefinitionException.class, code);
    assertThat(error).as("refused: " + path + " = " + value).isNotNull();
    assertThat(error.path()).isEqualTo(path);
    assertThat(error.value()).isEqualTo(value);
    assertThat(error.remedy()).contains(remedy);
    assertThat(error).hasMessage(path + " = " + value + ": " + error.remedy());
  }
}
