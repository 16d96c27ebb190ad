package io.sre4j.benchmarks.peer;

import io.sre4j.sli.Outcome;

/** Something that counts good and bad events; it is never given excluded ones. Thread-safe. */
public interface Peer {

  /** Counts an event that took so many nanoseconds. */
  void record(Outcome outcome, long nanos);

  /** Events of an outcome, by the peer's own account. */
  long count(Outcome outcome);
}
