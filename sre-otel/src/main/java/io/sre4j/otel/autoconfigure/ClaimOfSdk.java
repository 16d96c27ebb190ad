package io.sre4j.otel.autoconfigure;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.sre4j.otel.guard.Claim;

/**
 * Gives the claim on the process's telemetry back when the SDK shuts down, so that an application
 * that is deployed again in the same virtual machine finds it free. Looks at no span.
 */
final class ClaimOfSdk implements SpanProcessor {
  private final Claim claim;

  ClaimOfSdk(Claim claim) {
    this.claim = claim;
  }

  /** Takes it, as the log names this SDK's library. */
  static Claim take() {
    String loader = ClaimOfSdk.class.getClassLoader().getClass().getSimpleName();
    return Claim.take("telemetry", "the SDK of " + loader);
  }

  @Override
  public void onStart(Context parentContext, ReadWriteSpan span) {}

  @Override
  public boolean isStartRequired() {
    return false;
  }

  @Override
  public void onEnd(ReadableSpan span) {}

  @Override
  public boolean isEndRequired() {
    return false;
  }

  @Override
  public CompletableResultCode shutdown() {
    claim.close();
    return CompletableResultCode.ofSuccess();
  }
}
