package io.sre4j.spring.operation.method;

import io.sre4j.spring.operation.Operations;
import io.sre4j.spring.web.RecordingFailures;
import io.sre4j.time.TimeSource;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;

/** Counts the calls of annotated methods, and lets them go on as they are. Thread-safe. */
final class SliEventsInterceptor implements MethodInterceptor {
  private static final boolean REACTOR =
      ClassUtils.isPresent(
          "reactor.core.publisher.Mono", SliEventsInterceptor.class.getClassLoader());

  private final Supplier<Operations> operations;
  private final Supplier<RecordingFailures> failures;
  private final Map<Method, CountedMethod> methods = new ConcurrentHashMap<>();

  SliEventsInterceptor(Supplier<Operations> operations, Supplier<RecordingFailures> failures) {
    this.operations = operations;
    this.failures = failures;
  }

  @Override
  @SuppressWarnings("NullAway") // a method may return null, which not every aopalliance says
  public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
    CountedMethod method = method(invocation);
    if (method == null) {
      return invocation.proceed();
    }
    long start = TimeSource.nanoTime();
    Object result;
    try {
      result = invocation.proceed();
    } catch (Throwable failure) {
      method.failed(failure, start);
      throw failure;
    }
    return returned(result, invocation.getMethod().getReturnType(), method, start);
  }

  private @Nullable Object returned(
      @Nullable Object result, Class<?> declared, CountedMethod method, long start) {
    if (result instanceof CompletionStage<?> stage && completes(stage, method, start)) {
      return result;
    }
    Object counted =
        REACTOR && result != null ? ReactorCalls.counted(result, declared, method) : null;
    if (counted != null) {
      return counted;
    }
    method.succeeded(start);
    return result;
  }

  /** False if the stage cannot tell of its end. */
  private boolean completes(CompletionStage<?> stage, CountedMethod method, long start) {
    try {
      stage.whenComplete((value, failure) -> completed(failure, method, start));
      return true;
    } catch (Throwable unable) {
      failures.get().add(unable);
      return false;
    }
  }

  private static void completed(@Nullable Throwable failure, CountedMethod method, long start) {
    if (failure == null) {
      method.succeeded(start);
    } else {
      Throwable cause = failure.getCause();
      method.failed(
          failure instanceof CompletionException && cause != null ? cause : failure, start);
    }
  }

  private @Nullable CountedMethod method(MethodInvocation invocation) {
    CountedMethod known = methods.get(invocation.getMethod());
    return known != null ? known : find(invocation);
  }

  private @Nullable CountedMethod find(MethodInvocation invocation) {
    try {
      Object target = invocation.getThis();
      Method called = invocation.getMethod();
      Method own =
          target == null ? called : AopUtils.getMostSpecificMethod(called, target.getClass());
      SliEvents events = AnnotatedElementUtils.findMergedAnnotation(own, SliEvents.class);
      if (events == null) {
        return null;
      }
      String route = own.getDeclaringClass().getSimpleName() + "." + own.getName();
      CountedMethod counted =
          new CountedMethod(route, operations.get().named(events.value()), failures.get());
      if (own.equals(called)) { // else another bean of the interface may say something else
        methods.put(called, counted);
      }
      return counted;
    } catch (Throwable failure) {
      failures.get().add(failure);
      return null;
    }
  }
}
