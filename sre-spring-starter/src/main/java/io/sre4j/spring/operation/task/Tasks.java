package io.sre4j.spring.operation.task;

import io.sre4j.sli.Outcome;
import io.sre4j.spring.operation.OperationKind;
import io.sre4j.spring.operation.Operations;
import io.sre4j.time.TimeSource;
import java.lang.reflect.Method;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The scheduled methods there are. Thread-safe; those beyond the number of SLIs share the last one.
 */
final class Tasks {
  private final TimeSource time;
  private final Map<Method, ScheduledMethod> methods = new ConcurrentHashMap<>();
  private final Map<String, ScheduledMethod> byName = new ConcurrentHashMap<>();
  /* Two classes of one simple name are two tasks: the second one keeps its package. */
  private final Map<String, String> owners = new ConcurrentHashMap<>();

  private final List<Consumer<ScheduledMethod>> watchers = new CopyOnWriteArrayList<>();

  Tasks(TimeSource time) {
    this.time = time;
  }

  ScheduledMethod of(Method method, Operations operations) {
    ScheduledMethod known = methods.get(method);
    if (known != null) {
      return known;
    }
    ScheduledMethod found = of(TaskNames.qualified(method), operations);
    methods.put(method, found);
    return found;
  }

  ScheduledMethod of(String qualified, Operations operations) {
    ScheduledMethod known = byName.get(qualified);
    return known != null
        ? known
        : byName.computeIfAbsent(qualified, unused -> make(qualified, operations));
  }

  private ScheduledMethod make(String qualified, Operations operations) {
    String simple = TaskNames.simple(qualified);
    String owner = owners.putIfAbsent(simple, qualified);
    String name = owner == null || owner.equals(qualified) ? simple : qualified;
    ScheduledMethod made =
        new ScheduledMethod(name, operations.of(OperationKind.TASK, qualified, unused -> name));
    watchers.forEach(watcher -> watcher.accept(made));
    return made;
  }

  /** Tells of each method, those that are known and those to come. */
  void onNew(Consumer<ScheduledMethod> watcher) {
    watchers.add(watcher);
    byName.values().forEach(watcher);
  }

  void ended(Method method, Outcome outcome) {
    ScheduledMethod known = methods.get(method);
    if (known != null) {
      known.ended(outcome, time.now().at());
    }
  }

  @Nullable String name(Method method) {
    ScheduledMethod known = methods.get(method);
    return known == null ? null : known.name();
  }

  Instant now() {
    return time.now().at();
  }
}
