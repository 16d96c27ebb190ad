package io.sre4j.coverage.report;

import io.sre4j.facts.TraceCounts;

/**
 * How much of what an SLI counts is traced: the sum over its routes that are judged. Immutable.
 *
 * @param sli the SLI's name
 * @param state covered, untraced, without traffic, or not assessable: nothing tells of its routes
 * @param recent the events of the last hour; from the end of the warm-up on, only those after it
 * @param total the events since coverage began
 */
public record SliCoverage(
    String sli, CoverageReport.State state, TraceCounts recent, TraceCounts total) {}
