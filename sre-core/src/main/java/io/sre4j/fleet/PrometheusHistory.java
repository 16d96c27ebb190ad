package io.sre4j.fleet;

import io.sre4j.slo.DurationText;
import io.sre4j.slo.InvalidDefinitionException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * The Prometheus that knows what the fleet has counted. Immutable.
 *
 * @param address where its HTTP API is, without {@code /api/v1}; http or https
 * @param timeout how long one answer may take, from 100 ms to 1 minute
 * @param matchers what to ask for besides the SLO's name, as PromQL writes it: {@code
 *     namespace="shop"}; may be empty
 * @param headers sent with every question, such as one that authorizes; never logged
 */
public record PrometheusHistory(
    URI address, Duration timeout, String matchers, Map<String, String> headers) {
  private static final Duration MIN = Duration.ofMillis(100);
  private static final Duration MAX = Duration.ofMinutes(1);

  /**
   * Checks the address and the range, and copies the map.
   *
   * @throws InvalidDefinitionException naming what is wrong
   */
  public PrometheusHistory {
    String scheme = address.getScheme();
    if (address.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
      throw new InvalidDefinitionException(
          "backfill.address", address, "must be like http://prometheus:9090");
    }
    if (timeout.compareTo(MIN) < 0 || timeout.compareTo(MAX) > 0) {
      throw new InvalidDefinitionException(
          "backfill.timeout", DurationText.format(timeout), "an answer may take 100ms to 1m");
    }
    headers = Map.copyOf(headers);
  }

  /** The Prometheus at an address, which is given 10 seconds for an answer. */
  public static PrometheusHistory at(URI address) {
    return new PrometheusHistory(address, Duration.ofSeconds(10), "", Map.of());
  }

  /** The same with another time-out. */
  public PrometheusHistory timeout(Duration timeout) {
    return new PrometheusHistory(address, timeout, matchers, headers);
  }

  /** The same for some series only. */
  public PrometheusHistory matching(String matchers) {
    return new PrometheusHistory(address, timeout, matchers, headers);
  }

  /** The same with one more header. */
  public PrometheusHistory header(String name, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(name, value);
    return new PrometheusHistory(address, timeout, matchers, more);
  }

  /** Without the values of headers. */
  @Override
  public String toString() {
    return "PrometheusHistory[" + address.getHost() + ", headers " + headers.keySet() + "]";
  }
}
