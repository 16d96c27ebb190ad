package io.sre4j.otel.keep;

/**
 * What a {@link BadTraceKeeper} holds and has done since it was built. Immutable.
 *
 * @param openTraces held now
 * @param heldBytes of these, about; at most the cap
 * @param keptTraces exported, because they were bad
 * @param keptSpans of these, those that came after their root included
 * @param cutTraces given up, because they had more than 512 spans or there was no room for all
 * @param evictedTraces given up to make room for others
 * @param expiredTraces whose roots did not end in time
 * @param refusedTraces for which there was no place from the beginning
 * @param limitedTraces that were bad, but more than may be kept in a second
 * @param failures of callbacks, which the host did not see
 */
public record KeeperStatus(
    int openTraces,
    long heldBytes,
    long keptTraces,
    long keptSpans,
    long cutTraces,
    long evictedTraces,
    long expiredTraces,
    long refusedTraces,
    long limitedTraces,
    long failures) {

  /** Given up for whatever reason, in whole or in part: nobody knows whether they were bad. */
  public long lostTraces() {
    return cutTraces + evictedTraces + expiredTraces + refusedTraces + limitedTraces;
  }
}
