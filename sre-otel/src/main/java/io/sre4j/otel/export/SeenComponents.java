package io.sre4j.otel.export;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.sre4j.facts.Component.Kind;
import io.sre4j.otel.content.Dialect;
import io.sre4j.otel.content.SpanDataChecks;
import io.sre4j.signal.SpanCounts;
import java.util.List;
import java.util.stream.Stream;

/** Of which kinds of components there are spans. */
final class SeenComponents implements SpanDataChecks.Check {
  private static final List<AttributeKey<String>> OF_DATABASES =
      Stream.of("db.system.name", "db.system", "jdbc.datasource.name", "jdbc.query[0]")
          .map(AttributeKey::stringKey)
          .toList();
  private static final AttributeKey<String> MICROMETER_URL = AttributeKey.stringKey("http.url");
  private static final AttributeKey<String> JOB = AttributeKey.stringKey("job.system");
  private static final String MICROMETER_TASK = "task ";

  private final SpanCounts counts;

  SeenComponents(SpanCounts counts) {
    this.counts = counts;
  }

  @Override
  public void look(SpanData span, Dialect dialect) {
    Attributes attributes = span.getAttributes();
    SpanKind kind = span.getKind();
    if (kind == SpanKind.CONSUMER) {
      counts.saw(Kind.LISTENER);
    } else if (kind == SpanKind.CLIENT && hasAny(attributes, OF_DATABASES)) {
      counts.saw(Kind.DATA_SOURCE);
    } else if (kind == SpanKind.CLIENT
        && (dialect != Dialect.NONE || attributes.get(MICROMETER_URL) != null)) {
      counts.saw(Kind.HTTP_CLIENT);
    } else if (attributes.get(JOB) != null || span.getName().startsWith(MICROMETER_TASK)) {
      counts.saw(Kind.SCHEDULER);
    }
  }

  private static boolean hasAny(Attributes attributes, List<AttributeKey<String>> keys) {
    for (AttributeKey<String> key : keys) {
      if (attributes.get(key) != null) {
        return true;
      }
    }
    return false;
  }
}
