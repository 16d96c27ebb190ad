package io.sre4j.otel.agent;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.sre4j.dependency.Dependencies;
import io.sre4j.dependency.RequestCalls;
import io.sre4j.otel.dependency.ClientAttributes;
import io.sre4j.otel.dependency.OpenCall;
import org.jspecify.annotations.Nullable;

/** A call to another service that has begun, in its context. */
final class ClientCall {
  private static final ContextKey<ClientCall> KEY = ContextKey.named("sre4j-call");

  /* In place of one that would be taken for its own by an operation that serves no request. */
  private static final ClientCall NONE = new ClientCall(null, null, 0);

  private final @Nullable OpenCall open;
  private final @Nullable String service;
  private final long startNanos;
  private volatile boolean threw;

  private ClientCall(@Nullable OpenCall open, @Nullable String service, long startNanos) {
    this.open = open;
    this.service = service;
    this.startNanos = startNanos;
  }

  /** Begins, if a request is being served there. */
  static Context begin(Context context, Attributes start, long startNanos) {
    Request request = Request.of(context);
    RequestCalls calls = request == null ? null : request.callBegins();
    ClientCall outer = context.get(KEY);
    if (calls == null) {
      return outer == null ? context : context.with(KEY, NONE);
    }
    OpenCall open = new OpenCall(calls, outer == null ? null : outer.open);
    return context.with(KEY, new ClientCall(open, ClientAttributes.service(start), startNanos));
  }

  static @Nullable ClientCall of(Context context) {
    return context.get(KEY);
  }

  /** It ends with an exception. */
  void threw() {
    if (this != NONE) {
      threw = true;
    }
  }

  /** It ended; not counted if nothing says who was called. */
  void ended(Dependencies dependencies, Attributes end, long endNanos) {
    String late = ClientAttributes.service(end);
    String name = late != null && (service == null || isGiven(end)) ? late : service;
    if (open != null && name != null) {
      open.ended(
          dependencies.named(name), ClientAttributes.hasFailed(end, threw), endNanos - startNanos);
    }
  }

  /** Whether an operator gave the service its name, which the agent says at the end. */
  private static boolean isGiven(Attributes end) {
    return end.get(ClientAttributes.PEER) != null;
  }
}
