package io.sre4j.spring.inventory;

import io.sre4j.facts.Component;
import io.sre4j.facts.Component.Kind;
import java.util.List;
import java.util.Set;
import org.springframework.core.env.Environment;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.ScheduledTaskHolder;

/** What runs by the clock, and whether it is observed: by default Spring Boot sees to that. */
final class Schedules {
  private static final String CONFIGURER = "ObservabilitySchedulingConfigurer";
  private static final List<String> SWITCHES =
      List.of("tasks.scheduled.execution", "tasks.scheduled", "tasks", "all");

  private static final String SPRINGS = "org.springframework.";
  private static final String ANNOTATED = "@Scheduled methods";

  private Schedules() {}

  static List<Component> of(Beans beans, Environment environment) {
    boolean isObserved =
        isOn(environment)
            && beans.of(SchedulingConfigurer.class).values().stream()
                .anyMatch(configurer -> configurer.getClass().getName().endsWith(CONFIGURER));
    return beans.of(ScheduledTaskHolder.class).entrySet().stream()
        .map(bean -> {
          Set<?> tasks = bean.getValue().getScheduledTasks();
          return new Component(Kind.SCHEDULER, name(bean.getKey()), isObserved, tasks.size(), null);
        })
        .toList();
  }

  /** Spring's own bean for annotated methods has a name that nobody has given it. */
  private static String name(String bean) {
    return bean.startsWith(SPRINGS) ? ANNOTATED : bean;
  }

  /** The most exact switch counts. */
  private static boolean isOn(Environment environment) {
    for (String name : SWITCHES) {
      Boolean on = environment.getProperty("management.observations.enable." + name, Boolean.class);
      if (on != null) {
        return on;
      }
    }
    return true;
  }
}
