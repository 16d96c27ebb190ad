package io.sre4j.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.SreEngine;
import io.sre4j.dependency.Dependencies;
import io.sre4j.dependency.RequestCalls;
import io.sre4j.dependency.RequestCalls.Result;
import io.sre4j.dependency.RouteCalls;
import io.sre4j.sli.EventAttributes;
import io.sre4j.sli.Outcome;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Sli;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The field of the endpoint, and that docs/dependencies.md shows it as it is. */
class DependencyJsonTest {
  private static final Path DOCUMENT = Path.of("../docs/dependencies.md");
  private static final Pattern JSON = Pattern.compile("(?s)```json\\n\"dependencies\": (.*?)```");

  private final SreEngine engine =
      SreEngine.builder()
          .manualTicks()
          .sli(Sli.events("http"))
          .slo(
              Slo.builder("checkout-availability")
                  .objective(Objective.availability("http", Target.of("99.9%")))
                  .build())
          .build();
  private final Dependencies dependencies = new Dependencies();

  /** What the page's example counts, with an engine that knows of it. */
  private JsonNode json() {
    RouteCalls checkout = dependencies.route("POST /checkout", Set.of("http"));
    for (int i = 0; i < 1_000; i++) {
      boolean down = i < 20;
      RequestCalls calls = new RequestCalls();
      calls.called(dependencies.named("inventory"), down ? Result.FAILED : Result.FINE, 5_000_000);
      Outcome outcome = down ? Outcome.BAD : Outcome.GOOD;
      checkout.ended(outcome, calls);
      EventAttributes why = new EventAttributes("POST /checkout", null, "inventory", null);
      engine.recorder("http").record(outcome, 1, why, given -> given);
    }
    engine.tick();
    Map<String, Object> read = new DependencyJson(engine, dependencies).read();
    return JsonMapper.shared().valueToTree(read);
  }

  @Test
  void json_oneHardDependency_saysSo() {
    JsonNode json = json();
    JsonNode route = json.required("routes").get(0);
    assertThat(route.at("/ceiling/availability").asDouble()).isEqualTo(0.98);
    assertThat(route.at("/ceiling/hard/0").asString()).isEqualTo("inventory");
    assertThat(route.at("/ceiling/promises/0/standing").asString()).isEqualTo("OUT_OF_REACH");
    assertThat(route.at("/dependencies/0/hardness").asString()).isEqualTo("HARD");
    assertThat(route.at("/dependencies/0/p99BelowMs").asDouble()).isEqualTo(8);
    assertThat(json.at("/whatBurns/0/dependency").asString()).isEqualTo("inventory");
    assertThat(json.at("/whatBurns/0/last5m/share").asDouble()).isEqualTo(1);
    assertThat(json.at("/whatBurns/0/last6h/bad").asInt()).isEqualTo(20);
  }

  @Test
  void json_nothingCalled_hasNoNumbersThatAreNone() {
    JsonNode json =
        JsonMapper.shared().valueToTree(new DependencyJson(engine, dependencies).read());
    assertThat(json.required("routes").isEmpty()).isTrue();
    assertThat(json.required("whatBurns").isEmpty()).isTrue();
  }

  /** A route that never saw a failure: shares of nothing are null, not NaN. */
  @Test
  void json_neverFailed_hasNulls() {
    RequestCalls calls = new RequestCalls();
    calls.called(dependencies.named("a"), Result.FINE, 1);
    dependencies.route("GET /", Set.of()).ended(Outcome.GOOD, calls);
    JsonNode edge =
        JsonMapper.shared()
            .<JsonNode>valueToTree(new DependencyJson(engine, dependencies).read())
            .at("/routes/0/dependencies/0");
    assertThat(edge.at("/badWhenFailed/share").isNull()).isTrue();
    assertThat(edge.at("/difference/value").isNull()).isTrue();
    assertThat(edge.at("/reason").asString()).contains("20 alone are needed");
  }

  @Test
  void document_showsEveryField() throws IOException {
    Matcher shown = JSON.matcher(Files.readString(DOCUMENT));
    assertThat(shown.find()).isTrue();
    JsonNode document = JsonMapper.shared().readTree(shown.group(1));
    assertThat(fields(document)).isEqualTo(fields(json()));
  }

  private static Set<String> fields(JsonNode node) {
    Set<String> fields = new TreeSet<>();
    add("", node, fields);
    return fields;
  }

  private static void add(String path, JsonNode node, Set<String> fields) {
    if (node.isArray()) {
      node.forEach(element -> add(path + "[]", element, fields));
    }
    for (Map.Entry<String, JsonNode> field : List.copyOf(node.properties())) {
      String name = path + "/" + field.getKey();
      fields.add(name);
      // The three windows are alike; the page shows the first.
      if (!name.endsWith("last1h") && !name.endsWith("last6h")) {
        add(name, field.getValue(), fields);
      }
    }
  }
}
