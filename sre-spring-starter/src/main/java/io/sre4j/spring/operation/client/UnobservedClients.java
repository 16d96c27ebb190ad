package io.sre4j.spring.operation.client;

import io.micrometer.observation.ObservationRegistry;
import io.sre4j.spring.operation.ObservationCheck;
import io.sre4j.spring.operation.Unobserved;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.util.ReflectionUtils;

/**
 * Finds clients that are beans and not observed, as they were built without the injected builder.
 * Clients that say nothing of it, and those that are no beans, are not found.
 */
final class UnobservedClients implements ObservationCheck {
  private static final String FIELD = "observationRegistry";

  private final ListableBeanFactory beans;
  private final Class<?> type;
  private final String builder;

  /**
   * Looks for one type of clients.
   *
   * @param builder what builds such a client observed
   */
  UnobservedClients(ListableBeanFactory beans, Class<?> type, String builder) {
    this.beans = beans;
    this.type = type;
    this.builder = builder;
  }

  @Override
  public void check(Unobserved found) {
    beans
        .getBeansOfType(type, false, false)
        .forEach((name, client) -> {
          ObservationRegistry registry = registry(client);
          if (registry != null && registry.isNoop()) {
            found.add("the client '" + name + "'", "build it by the injected " + builder);
          }
        });
  }

  /** Once per client; null if it does not tell. */
  private static @Nullable ObservationRegistry registry(Object client) {
    try {
      Field field = ReflectionUtils.findField(client.getClass(), FIELD);
      if (field == null || !field.trySetAccessible()) {
        return null;
      }
      return field.get(client) instanceof ObservationRegistry registry ? registry : null;
    } catch (IllegalAccessException | RuntimeException unknown) {
      return null;
    }
  }
}
