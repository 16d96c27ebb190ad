package io.sre4j.store;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a store has done so far. Immutable.
 *
 * @param slot the directory of this process; empty while none could be taken
 * @param resumedFrom the last tick of the run that this one goes on from
 * @param gap the time between that tick and the start: in no window was it measured
 * @param notes what was not taken over and why, at most 100, in words
 * @param written snapshots written
 * @param failed snapshots that could not be written
 * @param lastWritten the tick of the last one that was
 * @param bytes its size
 * @param problem why snapshots cannot be written at present; empty if they can
 */
public record StoreStatus(
    Optional<Path> slot,
    Optional<Instant> resumedFrom,
    Duration gap,
    List<String> notes,
    long written,
    long failed,
    Optional<Instant> lastWritten,
    long bytes,
    Optional<String> problem) {

  /** Copies the list. */
  public StoreStatus {
    notes = List.copyOf(notes);
  }
}
