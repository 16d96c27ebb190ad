package io.sre4j.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Says which value below {@code sre} cannot be read at all, and how it is written. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class UnreadableValueFailureAnalyzer extends AbstractFailureAnalyzer<BindException> {
  private static final ConfigurationPropertyName SRE = ConfigurationPropertyName.of("sre");

  private final Environment environment;

  UnreadableValueFailureAnalyzer(Environment environment) {
    this.environment = environment;
  }

  @Override
  protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
    ConfigurationProperty property = FailureText.property(environment, cause.getName());
    boolean ours = cause.getName().equals(SRE) || SRE.isAncestorOf(cause.getName());
    if (!ours
        || property == null
        || findCause(cause, UnboundConfigurationPropertiesException.class) != null) {
      return null;
    }
    String remedy = remedy(cause.getName());
    FailureText text =
        new FailureText("A value of sre4j cannot be read:")
            .line("Property", cause.getName())
            .line("Value", '"' + String.valueOf(property.getValue()) + '"')
            .line("Origin", property.getOrigin())
            .line("Reason", remedy);
    return new FailureAnalysis(
        text.toString(), "Correct " + cause.getName() + ": " + remedy + ".", cause);
  }

  private static String remedy(ConfigurationPropertyName name) {
    String last = name.getLastElement(Form.DASHED);
    if (name.getNumberOfElements() == 3) {
      return "is the name of an SLO; write its keys below it, such as " + name + ".target=99.9%";
    }
    return switch (last) {
      case "enabled" -> "is true or false";
      case "tick" -> "is a duration such as 1s or 500ms";
      case "slos" -> "holds the SLOs by name; write sre.slos.checkout.target=99.9%";
      case "rules" -> "is a list; write " + name + "[0].factor=14.4 and its other keys";
      case "labels" -> "holds labels by name; write " + name + ".team=payments";
      default -> "cannot be read; see the reference of the keys below sre";
    };
  }
}
