package io.sre4j.report;

import io.sre4j.timeline.LatencySummary;
import java.util.List;

/**
 * What one SLI has counted since the engine started. Immutable.
 *
 * @param name the SLI's name
 * @param good good events
 * @param bad bad events
 * @param excluded excluded events
 * @param invalid events that were recorded without an outcome: counted nowhere else
 * @param failedAttributes times that the host's attribute function or classifier threw
 * @param latencies percentiles of the last 5 minutes and the last hour; empty without distribution
 */
public record SliStatus(
    String name,
    long good,
    long bad,
    long excluded,
    long invalid,
    long failedAttributes,
    List<LatencySummary> latencies) {}
