package io.sre4j.facts;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Spans from their start to the exporter: a fixed part of them, one in {@link #oneIn}. Immutable.
 *
 * @param oneIn one of so many spans is counted; all numbers of spans here are of counted ones
 * @param started began in the time judged
 * @param sampled ended in it and are sampled
 * @param received of these, those that an exporter was handed in it
 * @param leastOpen the least number that was open at once, for each five minutes that are over, the
 *     oldest first; at most 11
 * @param starts how many began in each of these five minutes
 * @param openByScope those that are open now, by scope; empty if nothing tells
 * @param queueCapacity how many spans, counted or not, may wait between end and exporter; 0 if not
 *     known
 * @param kinds the kinds of components that there are spans of
 */
public record SpanFacts(
    int oneIn,
    long started,
    long sampled,
    long received,
    List<Long> leastOpen,
    List<Long> starts,
    Map<String, Long> openByScope,
    int queueCapacity,
    Set<Component.Kind> kinds) {
  /** No span was seen. */
  public static final SpanFacts NONE =
      new SpanFacts(16, 0, 0, 0, List.of(), List.of(), Map.of(), 0, Set.of());

  /** Copies the collections. */
  public SpanFacts {
    leastOpen = List.copyOf(leastOpen);
    starts = List.copyOf(starts);
    openByScope = Map.copyOf(openByScope);
    kinds = Set.copyOf(kinds);
  }
}
