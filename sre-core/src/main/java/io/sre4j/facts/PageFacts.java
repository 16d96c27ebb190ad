package io.sre4j.facts;

/**
 * The first page of an SLO, with the traffic measured. Immutable.
 *
 * @param slo the SLO's name
 * @param sli the SLI that it counts
 * @param rule the id of its first rule that pages: {@code page 1h/5m}
 * @param badEvents how many bad events there are when it fires, if the budget burns just fast
 *     enough; positive
 */
public record PageFacts(String slo, String sli, String rule, double badEvents) {}
