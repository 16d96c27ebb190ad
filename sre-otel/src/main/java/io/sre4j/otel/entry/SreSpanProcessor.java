package io.sre4j.otel.entry;

import io.opentelemetry.api.incubator.config.DeclarativeConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.internal.ComponentProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;

/**
 * The span processor {@code sre_coverage/development} of declarative configuration, where the file
 * names it. Alpha; without it an SDK that is configured by a file has no rules about spans.
 */
public final class SreSpanProcessor implements ComponentProvider {

  /** Called by the SDK's service loader. */
  public SreSpanProcessor() {}

  @Override
  public Class<SpanProcessor> getType() {
    return SpanProcessor.class;
  }

  @Override
  public String getName() {
    return "sre_coverage/development";
  }

  @Override
  public SpanProcessor create(DeclarativeConfigProperties unused) {
    SpanProcessor made =
        Entry.make(SpanProcessor.class, "io.sre4j.otel.autoconfigure.DeclaredProcessor");
    return made == null ? SpanProcessor.composite() : made;
  }
}
