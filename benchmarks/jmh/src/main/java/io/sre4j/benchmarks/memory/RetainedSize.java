package io.sre4j.benchmarks.memory;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openjdk.jol.vm.VM;
import org.openjdk.jol.vm.VirtualMachine;

/**
 * The bytes of all objects that can be reached from one, without what is not its own: threads,
 * classes and their loaders, constants of enums. Not thread-safe; the objects must stand still.
 */
final class RetainedSize {
  private final VirtualMachine vm = VM.current();
  private final Map<Class<?>, long[]> offsets = new HashMap<>();
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Object> open = new ArrayDeque<>();

  private RetainedSize() {}

  /** The bytes that an object retains. */
  static long of(Object root) {
    return new RetainedSize().walk(root);
  }

  private long walk(Object root) {
    visit(root);
    long bytes = 0;
    while (!open.isEmpty()) {
      Object object = open.pop();
      bytes += vm.sizeOf(object);
      if (object instanceof Object[] elements) {
        for (Object element : elements) {
          visit(element);
        }
      } else if (!object.getClass().isArray()) {
        for (long offset : offsets.computeIfAbsent(object.getClass(), this::references)) {
          visit(vm.getObject(object, offset));
        }
      }
    }
    return bytes;
  }

  private void visit(@Nullable Object object) {
    if (object != null && isOwn(object) && seen.add(object)) {
      open.push(object);
    }
  }

  private static boolean isOwn(Object object) {
    return !(object instanceof Thread
        || object instanceof ThreadGroup
        || object instanceof Class<?>
        || object instanceof ClassLoader
        || object instanceof Enum<?>);
  }

  private long[] references(Class<?> type) {
    List<Field> fields = new ArrayList<>();
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      Collections.addAll(fields, c.getDeclaredFields());
    }
    return fields.stream()
        .filter(f -> !Modifier.isStatic(f.getModifiers()) && !f.getType().isPrimitive())
        .mapToLong(vm::fieldOffset)
        .toArray();
  }
}
