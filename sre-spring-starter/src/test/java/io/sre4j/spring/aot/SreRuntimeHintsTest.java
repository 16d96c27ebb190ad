package io.sre4j.spring.aot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.core.io.support.SpringFactoriesLoader;

class SreRuntimeHintsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "META-INF/sre4j/page/index.html",
        "META-INF/sre4j/page/js/page.js",
        "io/sre4j/score/score-rules.txt",
        "io/sre4j/otel/score/attribute-keys.txt"
      })
  void hints_fileThatIsRead_isNamed(String file) {
    assertThat(RuntimeHintsPredicates.resource().forResource(file)).accepts(hints());
  }

  @ParameterizedTest
  @ValueSource(strings = {"application.yml", "META-INF/sre4j/secret.txt"})
  void hints_otherFile_isNot(String file) {
    assertThat(RuntimeHintsPredicates.resource().forResource(file)).rejects(hints());
  }

  /** As a build finds them: by the file that names them. */
  private static RuntimeHints hints() {
    RuntimeHints hints = new RuntimeHints();
    SpringFactoriesLoader.forResourceLocation("META-INF/spring/aot.factories")
        .load(RuntimeHintsRegistrar.class)
        .stream()
        .filter(registrar -> registrar.getClass().getName().startsWith("io.sre4j."))
        .forEach(
            registrar -> registrar.registerHints(hints, SreRuntimeHints.class.getClassLoader()));
    return hints;
  }
}
