package io.sre4j.spring.coverage;

import io.sre4j.spring.tracing.Agent;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.ClassUtils;

/**
 * Where somebody wants traces: there are the classes of a tracer, and its spans are exported. Else
 * every route would be found to be without; also where the Java agent traces and the application
 * has not OpenTelemetry's API, by which its spans are seen.
 */
final class OnTracing extends SpringBootCondition {
  static final String ENABLED = "sre.coverage.enabled";
  static final String EXPORT = "management.tracing.export.enabled";
  private static final String MICROMETER_OTEL = "io.micrometer.tracing.otel.bridge.OtelTracer";
  private static final String MICROMETER_BRAVE = "io.micrometer.tracing.brave.bridge.BraveTracer";
  private static final String OPEN_TELEMETRY = "io.opentelemetry.api.trace.Span";
  private static final String OPEN_TELEMETRY_STARTER =
      "io.opentelemetry.instrumentation.spring.autoconfigure.OpenTelemetryAutoConfiguration";

  @Override
  public ConditionOutcome getMatchOutcome(
      ConditionContext context, AnnotatedTypeMetadata metadata) {
    ConditionMessage.Builder message = ConditionMessage.forCondition("Tracing coverage");
    Environment environment = context.getEnvironment();
    Boolean enabled = environment.getProperty(ENABLED, Boolean.class);
    if (enabled != null) {
      return new ConditionOutcome(enabled, message.because(ENABLED + "=" + enabled));
    }
    if (!environment.getProperty(EXPORT, Boolean.class, true)) {
      return ConditionOutcome.noMatch(message.because(EXPORT + "=false"));
    }
    boolean traced =
        isPresent(MICROMETER_OTEL, context)
            || isPresent(MICROMETER_BRAVE, context)
            || isPresent(OPEN_TELEMETRY_STARTER, context)
            || (Agent.isPresent() && isPresent(OPEN_TELEMETRY, context));
    return traced
        ? ConditionOutcome.match(message.because("there is a tracer"))
        : ConditionOutcome.noMatch(message.because("there is no tracer"));
  }

  private static boolean isPresent(String type, ConditionContext context) {
    return ClassUtils.isPresent(type, context.getClassLoader());
  }
}
