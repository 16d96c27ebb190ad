package io.sre4j.report;

import java.time.Instant;
import java.util.List;

/**
 * One reading of an engine. Immutable.
 *
 * <p>Its scope is this process since it started: a fleet's budget is not the mean of its
 * instances'.
 *
 * @param startedAt when the engine was built
 * @param asOf the last tick
 * @param slos one for each SLO, by name
 * @param slis one for each SLI, by name
 * @param droppedTransitions alert transitions that a blocked listener could not take
 * @param failedListeners calls in which a listener threw
 */
public record SreReport(
    Instant startedAt,
    Instant asOf,
    List<SloStatus> slos,
    List<SliStatus> slis,
    long droppedTransitions,
    long failedListeners) {}
