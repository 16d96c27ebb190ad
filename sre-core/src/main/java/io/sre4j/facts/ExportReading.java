package io.sre4j.facts;

import java.util.Map;

/**
 * What became of an exporter's batches since it began. Immutable; taken by whatever wraps it.
 *
 * @param batches batches that it answered for
 * @param failed those that failed; only grows
 * @param failures the failed ones by class, at most 16 classes: {@code HTTP 404}, an exception's
 *     class; never an address or a header
 * @param inFlightNanos how long the oldest batch without an answer has been under way; 0 if none is
 * @param busyNanos how long at least one batch was under way, in all; only grows
 */
public record ExportReading(
    long batches, long failed, Map<String, Long> failures, long inFlightNanos, long busyNanos) {

  /** Copies the map. */
  public ExportReading {
    failures = Map.copyOf(failures);
  }
}
