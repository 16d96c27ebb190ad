package io.sre4j.spring.failure;

import io.sre4j.slo.InvalidDefinitionException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** Says which definition cannot work, where it stands and what would be right. */
final class InvalidDefinitionFailureAnalyzer
    extends AbstractFailureAnalyzer<InvalidDefinitionException> {
  private final Environment environment;

  InvalidDefinitionFailureAnalyzer(Environment environment) {
    this.environment = environment;
  }

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, InvalidDefinitionException cause) {
    boolean key = cause.path().startsWith("sre.");
    FailureText text =
        new FailureText("A definition of sre4j cannot work:")
            .line(key ? "Property" : "Definition", cause.path())
            .line("Value", '"' + cause.value() + '"')
            .line("Origin", key ? FailureText.origin(environment, cause.path()) : null)
            .line("Reason", cause.remedy());
    return new FailureAnalysis(
        text.toString(), "Correct " + cause.path() + ": " + cause.remedy() + ".", cause);
  }
}
