package io.sre4j.finding;

import org.jspecify.annotations.Nullable;

/**
 * One place to look at. Immutable.
 *
 * @param traceId the id of a trace that shows the defect; null if there is none
 * @param where what it is about, in words
 */
public record Example(@Nullable String traceId, String where) {

  /** Cuts what is too long and replaces control characters. */
  public Example {
    traceId = traceId == null ? null : Finding.printable(traceId);
    where = Finding.printable(where);
  }

  /** A place without a trace. */
  public static Example where(String where) {
    return new Example(null, where);
  }

  /** As it stands behind its subject, which it does not repeat. */
  String of(String subject) {
    return traceId != null && where.equals(subject) ? "trace " + traceId : toString();
  }

  @Override
  public String toString() {
    return traceId == null ? where : where + " (trace " + traceId + ")";
  }
}
