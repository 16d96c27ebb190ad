package io.sre4j.spring.operation.task;

import java.beans.Introspector;
import java.lang.reflect.Method;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What tasks are called: by the class and the method that are annotated. */
final class TaskNames {
  private static final Pattern PROXY = Pattern.compile("\\$\\$[^.]*");

  private TaskNames() {}

  /** {@code io.acme.Cleanup.run}, as Spring describes such a task. */
  static String qualified(Method method) {
    return method.getDeclaringClass().getName() + "." + method.getName();
  }

  /** {@code cleanup.run}, by the name that a bean of the class would have. */
  static String simple(String qualified) {
    int method = qualified.lastIndexOf('.');
    int type =
        Math.max(qualified.lastIndexOf('.', method - 1), qualified.lastIndexOf('$', method - 1));
    return Introspector.decapitalize(qualified.substring(type + 1, method))
        + qualified.substring(method);
  }

  /** The method's qualified name, whatever proxies it; null if the task is no annotated method. */
  static @Nullable String qualified(String description) {
    int method = description.lastIndexOf('.');
    boolean isName =
        method > 0
            && description.chars().allMatch(c -> Character.isJavaIdentifierPart(c) || c == '.');
    return isName ? PROXY.matcher(description).replaceFirst("") : null;
  }
}
