package io.sre4j.spring.inventory;

import io.sre4j.facts.Component;
import io.sre4j.facts.Component.Kind;
import io.sre4j.spring.tracing.Agent;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.util.CustomizableThreadCreator;
import org.springframework.util.ReflectionUtils;

/**
 * Executors, and whether they hand the tracing context on. One with a decorator of tasks counts as
 * one that does, as nobody can see what a decorator is for.
 */
final class Executors {
  private static final String DECORATOR = "taskDecorator";

  private Executors() {}

  static List<Component> of(Beans beans) {
    List<Component> executors = new ArrayList<>();
    beans
        .of(ThreadPoolTaskExecutor.class)
        .forEach((name, pool) ->
            executors.add(
                executor(
                    name,
                    isDecorated(pool),
                    pool.getThreadPoolExecutor().getCompletedTaskCount(),
                    pool.getThreadNamePrefix())));
    beans
        .of(SimpleAsyncTaskExecutor.class)
        .forEach((name, starter) ->
            executors.add(executor(name, isDecorated(starter), 1, starter.getThreadNamePrefix())));
    beans
        .of(ThreadPoolExecutor.class)
        .forEach((name, pool) ->
            executors.add(
                executor(
                    name, false, pool.getCompletedTaskCount(), prefix(pool.getThreadFactory()))));
    return executors;
  }

  private static Component executor(
      String name, boolean isDecorated, long uses, @Nullable String prefix) {
    return new Component(Kind.EXECUTOR, name, isDecorated || Agent.isPresent(), uses, prefix);
  }

  private static boolean isDecorated(Object executor) {
    Field decorator = ReflectionUtils.findField(executor.getClass(), DECORATOR);
    if (decorator == null) {
      return true;
    }
    ReflectionUtils.makeAccessible(decorator);
    return ReflectionUtils.getField(decorator, executor) != null;
  }

  private static @Nullable String prefix(ThreadFactory factory) {
    return factory instanceof CustomizableThreadCreator named ? named.getThreadNamePrefix() : null;
  }
}
