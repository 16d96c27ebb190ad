package io.sre4j.otel.keep;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Has recorded what another sampler drops, so that it can be held. Which spans are sampled does not
 * change, nor what other services are told.
 *
 * @param delegate decides
 * @param on whether anything is held at all
 */
record KeepingSampler(Sampler delegate, BooleanSupplier on) implements Sampler {

  @Override
  public SamplingResult shouldSample(
      Context parentContext,
      String traceId,
      String name,
      SpanKind spanKind,
      Attributes attributes,
      List<LinkData> parentLinks) {
    SamplingResult result =
        delegate.shouldSample(parentContext, traceId, name, spanKind, attributes, parentLinks);
    if (result.getDecision() != SamplingDecision.DROP || !on.getAsBoolean()) {
      return result;
    }
    return result.equals(SamplingResult.drop())
        ? SamplingResult.recordOnly()
        : new Recorded(result);
  }

  @Override
  public String getDescription() {
    return "KeepingSampler{" + delegate.getDescription() + "}";
  }

  /** A result with all that the delegate said but its decision. */
  private record Recorded(SamplingResult dropped) implements SamplingResult {

    @Override
    public SamplingDecision getDecision() {
      return SamplingDecision.RECORD_ONLY;
    }

    @Override
    public Attributes getAttributes() {
      return dropped.getAttributes();
    }

    @Override
    public TraceState getUpdatedTraceState(TraceState parentTraceState) {
      return dropped.getUpdatedTraceState(parentTraceState);
    }
  }
}
