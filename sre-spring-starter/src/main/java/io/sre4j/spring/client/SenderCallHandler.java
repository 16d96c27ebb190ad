package io.sre4j.spring.client;

import io.micrometer.observation.Observation;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.RequestReplySenderContext;
import io.micrometer.observation.transport.SenderContext;
import io.sre4j.dependency.Dependencies;
import io.sre4j.dependency.RequestCalls.Result;
import io.sre4j.spring.web.RecordingFailures;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/**
 * Sees all other calls that are observed: to databases, brokers, by other clients. Named by the
 * service, else by its address, else by the observation; failed if there was an error.
 */
final class SenderCallHandler extends ClientCallHandler<SenderContext<?>> {
  private static final boolean REST =
      isPresent("org.springframework.http.client.observation.ClientRequestObservationContext");
  private static final boolean REACTIVE =
      isPresent("org.springframework.web.reactive.function.client.ClientRequestObservationContext");

  SenderCallHandler(Dependencies dependencies, RecordingFailures failures) {
    super(dependencies, failures);
  }

  private static boolean isPresent(String type) {
    return ClassUtils.isPresent(type, SenderCallHandler.class.getClassLoader());
  }

  @Override
  public boolean supportsContext(Observation.Context context) {
    return context instanceof SenderContext<?> sender
        && (sender.getKind() == Kind.CLIENT || sender.getKind() == Kind.PRODUCER)
        && !(REST && Rest.sees(context))
        && !(REACTIVE && Reactive.sees(context));
  }

  @Override
  @Nullable String service(SenderContext<?> context) {
    String name = context.getRemoteServiceName();
    if (isBlank(name)) {
      name = context.getRemoteServiceAddress();
    }
    return isBlank(name) ? context.getName() : name;
  }

  private static boolean isBlank(@Nullable String text) {
    return text == null || text.isBlank();
  }

  @Override
  boolean isAnswered(SenderContext<?> context) {
    return context instanceof RequestReplySenderContext<?, ?> call && call.getResponse() != null;
  }

  @Override
  Result result(SenderContext<?> context) {
    return context.getError() == null ? Result.FINE : Result.FAILED;
  }

  /** Loaded only if it is there. */
  private static final class Rest {
    static boolean sees(Observation.Context context) {
      return context
          instanceof org.springframework.http.client.observation.ClientRequestObservationContext;
    }
  }

  /** Loaded only if it is there. */
  private static final class Reactive {
    static boolean sees(Observation.Context context) {
      return context
          instanceof
          org.springframework.web.reactive.function.client.ClientRequestObservationContext;
    }
  }
}
