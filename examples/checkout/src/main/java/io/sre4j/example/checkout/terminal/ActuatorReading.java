package io.sre4j.example.checkout.terminal;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@code /actuator/sre} said, read over HTTP like any tool outside of the process would.
 *
 * @param slos the counts of each SLO, by name
 */
public record ActuatorReading(Map<String, Counts> slos) {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** Reads the endpoint. */
  public static ActuatorReading of(URI endpoint) throws IOException, InterruptedException {
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder(endpoint).timeout(TIMEOUT).build(), BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(endpoint + " answered " + response.statusCode());
    }
    return parse(response.body());
  }

  /** Reads the endpoint's answer. */
  public static ActuatorReading parse(String json) {
    Map<String, Counts> slos = new LinkedHashMap<>();
    for (JsonNode slo : JsonMapper.shared().readTree(json).required("slos")) {
      slos.put(
          slo.required("name").asString(),
          new Counts(slo.required("good").asLong(), slo.required("bad").asLong()));
    }
    return new ActuatorReading(slos);
  }

  /**
   * What sre4j counted for one SLO in its period.
   *
   * @param good good events
   * @param bad bad events
   */
  public record Counts(long good, long bad) {
    public static final Counts NONE = new Counts(0, 0);
  }
}
