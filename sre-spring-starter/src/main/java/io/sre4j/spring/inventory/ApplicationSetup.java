package io.sre4j.spring.inventory;

import io.sre4j.facts.SetupFacts;
import io.sre4j.facts.SetupFacts.Tracer;
import io.sre4j.spring.tracing.Agent;
import org.springframework.util.ClassUtils;

/** Which tracers and SDKs an application has. */
final class ApplicationSetup {
  private static final boolean MICROMETER = isPresent("io.micrometer.tracing.Tracer");
  private static final boolean SDK = isPresent("io.opentelemetry.sdk.trace.SdkTracerProvider");

  private ApplicationSetup() {}

  private static boolean isPresent(String type) {
    return ClassUtils.isPresent(type, ApplicationSetup.class.getClassLoader());
  }

  static SetupFacts of(Beans beans) {
    Tracer tracer = MICROMETER ? Micrometer.tracer(beans) : Tracer.NONE;
    boolean isAgents = Agent.isPresent() && tracer == Tracer.NONE;
    boolean hasSdk = SDK && OpenTelemetryParts.hasSdk(beans);
    return new SetupFacts(
        isAgents ? Tracer.OPEN_TELEMETRY : tracer,
        Agent.isPresent(),
        hasSdk && tracer == Tracer.OPEN_TELEMETRY,
        hasSdk && OpenTelemetryParts.hasOtherGlobal(beans),
        SDK && tracer == Tracer.BRAVE && OpenTelemetryParts.hasExporter(beans));
  }

  /** Loaded only if Micrometer Tracing is there. */
  private static final class Micrometer {
    static Tracer tracer(Beans beans) {
      return beans.of(io.micrometer.tracing.Tracer.class).values().stream()
          .map(Micrometer::kind)
          .findFirst()
          .orElse(Tracer.NONE);
    }

    private static Tracer kind(io.micrometer.tracing.Tracer tracer) {
      if (tracer.equals(io.micrometer.tracing.Tracer.NOOP)) {
        return Tracer.NOOP;
      }
      String type = tracer.getClass().getName();
      if (type.contains(".otel.")) {
        return Tracer.OPEN_TELEMETRY;
      }
      return type.contains(".brave.") ? Tracer.BRAVE : Tracer.NONE;
    }
  }
}
