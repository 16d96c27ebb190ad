package io.sre4j.slo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InvalidDefinitionExceptionTest {

  @Test
  void message_anyError_holdsPathValueAndRemedy() {
    InvalidDefinitionException error =
        new InvalidDefinitionException("slos.checkout.target", 1.5, "lies between 0 and 1");

    assertThat(error)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("slos.checkout.target = 1.5: lies between 0 and 1")
        .hasNoCause();
    assertThat(error.path()).isEqualTo("slos.checkout.target");
    assertThat(error.value()).isEqualTo("1.5");
    assertThat(error.remedy()).isEqualTo("lies between 0 and 1");
  }

  @Test
  void message_nullValue_saysNull() {
    assertThat(new InvalidDefinitionException("owner", null, "must be set"))
        .hasMessage("owner = null: must be set");
  }

  @ParameterizedTest
  @ValueSource(chars = {'\n', '\r', '\t', '\0', '\u001b', '\u007f'})
  void value_controlCharacter_isReplaced(char control) {
    InvalidDefinitionException error =
        new InvalidDefinitionException("name", "a" + control + "b", "is bad");

    assertThat(error.value()).isEqualTo("a?b");
    assertThat(error).hasMessage("name = a?b: is bad");
  }

  @Test
  void value_of120Characters_isKept() {
    String longest = "x".repeat(120);

    assertThat(new InvalidDefinitionException("name", longest, "is long").value())
        .isEqualTo(longest);
  }

  @Test
  void value_of121Characters_isCutTo120AndSaysSo() {
    InvalidDefinitionException error =
        new InvalidDefinitionException("name", "x".repeat(121), "is long");

    assertThat(error.value()).isEqualTo("x".repeat(120) + "...");
    assertThat(error).hasMessage("name = " + "x".repeat(120) + "...: is long");
  }

  @Test
  void within_owners_prefixesThePathFromTheOutermost() {
    InvalidDefinitionException inner = new InvalidDefinitionException("target", "2", "is too much");

    InvalidDefinitionException outer = inner.within("checkout").within("slos");

    assertThat(outer).hasMessage("slos.checkout.target = 2: is too much");
    assertThat(outer.path()).isEqualTo("slos.checkout.target");
    assertThat(outer.value()).isEqualTo("2");
    assertThat(outer.remedy()).isEqualTo("is too much");
    assertThat(outer).hasRootCause(inner);
  }

  @Test
  void within_longValue_isNotCutTwice() {
    InvalidDefinitionException inner =
        new InvalidDefinitionException("name", "\n" + "x".repeat(500), "is long");

    assertThat(inner.within("slos.a").value()).isEqualTo(inner.value()).hasSize(123);
  }
}
