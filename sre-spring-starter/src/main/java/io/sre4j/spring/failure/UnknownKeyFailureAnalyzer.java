package io.sre4j.spring.failure;

import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Says which key below {@code sre} does not exist, and which was probably meant. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class UnknownKeyFailureAnalyzer
    extends AbstractFailureAnalyzer<UnboundConfigurationPropertiesException> {
  UnknownKeyFailureAnalyzer() {}

  @Override
  protected @Nullable FailureAnalysis analyze(
      Throwable rootFailure, UnboundConfigurationPropertiesException cause) {
    if (!cause.getUnboundProperties().stream().allMatch(key -> Remedies.isOurs(key.getName()))) {
      return null;
    }
    FailureText text = new FailureText("sre4j does not know these keys:");
    FailureText action = new FailureText("Correct or remove them. The keys there are:");
    for (ConfigurationProperty unknown : cause.getUnboundProperties()) {
      text.line("Property", unknown.getName())
          .line("Value", '"' + Remedies.shown(unknown.getName(), unknown.getValue()) + '"')
          .line("Origin", unknown.getOrigin());
      KnownKeys.nearest(unknown.getName())
          .ifPresent(key -> text.line("Reason", "no such key; did you mean " + key + "?"));
      text.gap();
    }
    String keys =
        KnownKeys.all().stream()
            .map(key -> "    " + key)
            .collect(Collectors.joining(System.lineSeparator()));
    return new FailureAnalysis(text.toString(), action + System.lineSeparator() + keys, cause);
  }
}
