package io.sre4j.spring.failure;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Says which value below {@code sre} cannot be read at all, and how it is written. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class UnreadableValueFailureAnalyzer extends AbstractFailureAnalyzer<BindException> {
  private final Environment environment;

  UnreadableValueFailureAnalyzer(Environment environment) {
    this.environment = environment;
  }

  @Override
  protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
    ConfigurationProperty property = FailureText.property(environment, cause.getName());
    if (!Remedies.isOurs(cause.getName())
        || property == null
        || findCause(cause, UnboundConfigurationPropertiesException.class) != null) {
      return null;
    }
    String remedy = Remedies.of(cause.getName());
    FailureText text =
        new FailureText("A value of sre4j cannot be read:")
            .line("Property", cause.getName())
            .line("Value", '"' + Remedies.shown(cause.getName(), property.getValue()) + '"')
            .line("Origin", property.getOrigin())
            .line("Reason", remedy);
    return new FailureAnalysis(
        text.toString(), "Correct " + cause.getName() + ": " + remedy + ".", cause);
  }
}
