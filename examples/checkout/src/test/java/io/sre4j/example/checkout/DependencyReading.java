package io.sre4j.example.checkout;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the shop's endpoint says of its dependencies, read as any tool would. */
record DependencyReading(JsonNode dependencies) {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  static DependencyReading of(URI shop) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(shop.resolve("/actuator/sre")).build();
    String json = CLIENT.send(request, BodyHandlers.ofString()).body();
    return new DependencyReading(JsonMapper.shared().readTree(json).required("dependencies"));
  }

  /** What a dependency burned of a budget in the last 5 minutes; empty if nothing. */
  Optional<JsonNode> burned(String slo, String dependency) {
    return dependencies
        .required("whatBurns")
        .valueStream()
        .filter(share ->
            share.required("slo").asString().equals(slo)
                && share.required("dependency").asString().equals(dependency))
        .map(share -> share.required("last5m"))
        .findFirst();
  }

  JsonNode route(String route) {
    return dependencies
        .required("routes")
        .valueStream()
        .filter(read -> read.required("route").asString().equals(route))
        .findFirst()
        .orElseThrow();
  }

  JsonNode edge(String route, String dependency) {
    return route(route)
        .required("dependencies")
        .valueStream()
        .filter(edge -> edge.required("dependency").asString().equals(dependency))
        .findFirst()
        .orElseThrow();
  }

  static long count(JsonNode node, String field) {
    return node.required(field).asLong();
  }
}
