package io.sre4j.spring.actuate;

import io.sre4j.score.Category;
import io.sre4j.score.InstrumentationScore;
import io.sre4j.score.ScoreResult;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The Instrumentation Score, as the endpoint shows it. */
final class ScoreJson {
  private ScoreJson() {}

  static Map<String, @Nullable Object> of(InstrumentationScore score) {
    boolean isAssessed = !score.results().isEmpty();
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("title", score.title());
    json.put("value", JsonValues.number(score.value()));
    json.put("category", isAssessed ? Category.of(score.value()).title() : null);
    json.put("rules", score.results().stream().map(ScoreJson::rule).toList());
    return json;
  }

  private static Map<String, @Nullable Object> rule(ScoreResult result) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("id", result.rule().id());
    json.put("impact", result.rule().impact().name());
    json.put("passed", result.isPassed());
    json.put("reason", result.reason());
    return json;
  }
}
