package io.sre4j.facts;

import java.time.Duration;
import java.util.Map;

/**
 * What became of an exporter's batches lately. Immutable.
 *
 * @param exporter its name
 * @param batches batches of the last 5 minutes that it answered for
 * @param failed those that failed
 * @param failures the failed ones by class, only those that there were: {@code HTTP 404}
 * @param inFlight how long the oldest batch without an answer has been under way; zero if none is
 * @param busy the share of the last minute in which a batch was under way, from 0 to 1; 0 before
 *     the first minute is over
 */
public record ExportFacts(
    String exporter,
    long batches,
    long failed,
    Map<String, Long> failures,
    Duration inFlight,
    double busy) {

  /** Copies the map. */
  public ExportFacts {
    failures = Map.copyOf(failures);
  }
}
