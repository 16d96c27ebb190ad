package io.sre4j.otel.content;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.sre4j.finding.Defect;
import io.sre4j.signal.DefectCounter;
import io.sre4j.signal.Signals;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Attributes of the whole process on a span, and those of one span on the resource. Which key
 * belongs where is also for others to ask; asking is thread-safe.
 */
public final class LevelCheck implements SpanDataChecks.Check {
  private static final Set<String> OF_RESOURCE =
      Set.of(
          "service.name",
          "service.namespace",
          "service.instance.id",
          "service.version",
          "deployment.environment.name",
          "telemetry.sdk.name",
          "telemetry.sdk.version",
          "process.pid",
          "process.runtime.name",
          "host.id",
          "os.type",
          "container.id",
          "k8s.pod.uid",
          "cloud.provider",
          "cloud.region");
  private static final Set<String> OF_SPAN =
      Set.of(
          "http.request.method",
          "http.response.status_code",
          "http.route",
          "url.full",
          "url.path",
          "server.address",
          "client.address",
          "db.query.text",
          "rpc.method",
          "messaging.operation.name",
          "messaging.destination.name",
          "error.type",
          "code.function.name",
          "thread.name",
          "enduser.id");

  private final DefectCounter defect;
  private @Nullable Resource looked;
  private @Nullable String onResource;

  LevelCheck(Signals signals) {
    this.defect = signals.of(Defect.WRONG_LEVEL);
  }

  @Override
  public void look(SpanData span, Dialect dialect) {
    Resource resource = span.getResource();
    if (!resource.equals(looked)) { // the same one, as a rule
      looked = resource;
      onResource = keyOfSpan(resource.getAttributes());
    }
    String onSpan = keyOfResource(span.getAttributes());
    defect.inspected();
    if (onSpan != null) {
      defect.found(onSpan, span.getTraceId(), "on a span");
    } else if (onResource != null) {
      defect.found(onResource, span.getTraceId(), "on the resource");
    }
  }

  /** A key among these that belongs to a resource. */
  public static @Nullable String keyOfResource(Attributes attributes) {
    return first(attributes, OF_RESOURCE);
  }

  /** A key among these that belongs to one span. */
  public static @Nullable String keyOfSpan(Attributes attributes) {
    return first(attributes, OF_SPAN);
  }

  private static @Nullable String first(Attributes attributes, Set<String> keys) {
    for (AttributeKey<?> key : attributes.asMap().keySet()) {
      if (keys.contains(key.getKey())) {
        return key.getKey();
      }
    }
    return null;
  }
}
