package io.sre4j.otel.export;

import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.sre4j.facts.ResourceFacts;
import io.sre4j.otel.content.Dialect;
import io.sre4j.otel.content.SpanDataChecks;
import io.sre4j.signal.Sources;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The resource that exported spans carry: the one that arrives, whatever was configured. */
final class SeenResource implements SpanDataChecks.Check {
  private static final String KUBERNETES = "KUBERNETES_SERVICE_HOST";

  private final Sources sources;
  private @Nullable Resource seen;

  SeenResource(Sources sources) {
    this.sources = sources;
  }

  @Override
  public void look(SpanData span, Dialect dialect) {
    Resource resource = span.getResource();
    if (!resource.equals(seen)) { // the same one, as a rule
      seen = resource;
      ResourceFacts facts = facts(resource);
      sources.resource(() -> facts);
    }
  }

  private static ResourceFacts facts(Resource resource) {
    Map<String, String> attributes = new TreeMap<>();
    resource.getAttributes().forEach((key, value) -> attributes.put(key.getKey(), "" + value));
    return new ResourceFacts(attributes, System.getenv(KUBERNETES) != null);
  }
}
