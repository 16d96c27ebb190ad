package io.sre4j.spring.operation.method;

import io.sre4j.time.TimeSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Counts subscriptions; only loaded where Reactor is. */
final class ReactorCalls {
  private ReactorCalls() {}

  /** The same publisher, counted; null if it is none that may be replaced. */
  static @Nullable Object counted(Object result, Class<?> declared, CountedMethod method) {
    if (result instanceof Mono<?> mono && declared.isAssignableFrom(Mono.class)) {
      return counted(mono, method);
    }
    if (result instanceof Flux<?> flux && declared.isAssignableFrom(Flux.class)) {
      return counted(flux, method);
    }
    return null;
  }

  private static <T> Mono<T> counted(Mono<T> mono, CountedMethod method) {
    return Mono.defer(() -> {
      Call call = new Call(method);
      return mono.doOnSuccess(unused -> call.succeeded())
          .doOnError(call.failed())
          .doOnCancel(call::left);
    });
  }

  private static <T> Flux<T> counted(Flux<T> flux, CountedMethod method) {
    return Flux.defer(() -> {
      Call call = new Call(method);
      return flux.doOnComplete(call::succeeded).doOnError(call.failed()).doOnCancel(call::left);
    });
  }

  /** One subscription; whatever comes first ends it. */
  private static final class Call {
    private final CountedMethod method;
    private final long startNanos = TimeSource.nanoTime();
    private final AtomicBoolean ended = new AtomicBoolean();

    Call(CountedMethod method) {
      this.method = method;
    }

    void succeeded() {
      if (ended.compareAndSet(false, true)) {
        method.succeeded(startNanos);
      }
    }

    Consumer<Throwable> failed() {
      return failure -> {
        if (ended.compareAndSet(false, true)) {
          method.failed(failure, startNanos);
        }
      };
    }

    void left() {
      if (ended.compareAndSet(false, true)) {
        method.left(startNanos);
      }
    }
  }
}
