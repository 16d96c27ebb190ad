package io.sre4j.spring.operation.task;

import io.sre4j.spring.actuate.EndpointField;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of scheduled methods, as the endpoint shows it: by the SLIs' names. */
final class TaskJson implements EndpointField {
  private final TaskWatch watch;
  private final Tasks tasks;

  TaskJson(TaskWatch watch, Tasks tasks) {
    this.watch = watch;
    this.tasks = tasks;
  }

  @Override
  public String name() {
    return "tasks";
  }

  @Override
  public Map<String, @Nullable Object> read() {
    Instant now = tasks.now();
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    watch
        .schedules()
        .forEach((task, schedules) -> json.put(task.counter().sli(), of(task, schedules, now)));
    return json;
  }

  private static Map<String, @Nullable Object> of(
      ScheduledMethod task, List<String> schedules, Instant now) {
    Instant success = task.lastSuccess();
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("schedules", schedules);
    json.put("missedRuns", task.missed());
    json.put("lastSuccess", success == null ? null : success.toString());
    json.put(
        "secondsSinceSuccess", success == null ? null : Duration.between(success, now).toSeconds());
    return json;
  }
}
