package io.sre4j.otel.dependency;

import io.sre4j.dependency.Dependency;
import io.sre4j.dependency.RequestCalls;
import io.sre4j.dependency.RequestCalls.Result;
import org.jspecify.annotations.Nullable;

/** A call of a request that has begun. Thread-safe: it may end on another thread. */
public final class OpenCall {
  private final RequestCalls calls;
  private final @Nullable OpenCall outer;
  private volatile @Nullable Dependency inner;

  /**
   * Begins.
   *
   * @param calls those of its request
   * @param outer the call that this one is a part of; null if there is none
   */
  public OpenCall(RequestCalls calls, @Nullable OpenCall outer) {
    this.calls = calls;
    this.outer = outer;
  }

  /**
   * Ends, once. Not counted is what was made of calls to the same service, as a call of a library
   * is of requests over HTTP: these were.
   *
   * @param nanos how long it took
   */
  public void ended(Dependency to, boolean hasFailed, long nanos) {
    for (OpenCall call = outer; call != null; call = call.outer) {
      call.inner = to;
    }
    if (inner != to) {
      calls.called(to, hasFailed ? Result.FAILED : Result.FINE, nanos);
    }
  }
}
