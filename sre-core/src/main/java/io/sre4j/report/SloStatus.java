package io.sre4j.report;

import io.sre4j.alert.AlertStatus;
import io.sre4j.budget.BurnRate;
import io.sre4j.budget.Detectability;
import io.sre4j.budget.ErrorBudget;
import io.sre4j.sli.BadEvent;
import io.sre4j.slo.Slo;
import io.sre4j.timeline.Cause;
import io.sre4j.timeline.EventCounts;
import io.sre4j.timeline.WindowCounts.DataState;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;

/**
 * All that is known of one SLO in this process, as of one tick. Immutable.
 *
 * @param slo the promise
 * @param asOf the tick it was read after
 * @param events good, bad and excluded events of the period
 * @param counted good, bad and excluded events since the SLO was added: never fewer than before,
 *     whatever is excluded later; of a composite the sum over its objectives
 * @param sli the share of good units in the period; empty if nothing was counted
 * @param state whether there is something to judge in the period
 * @param budget what is left of it
 * @param burnRates one for each window of the alert policy, the shortest first, then the period's
 * @param alerts one for each rule of the policy
 * @param causes what burned the budget, the most frequent of the last 5 minutes first
 * @param lastBad the last bad events, the newest first, at most 64
 * @param detectability what could be found, with the traffic seen
 */
public record SloStatus(
    Slo slo,
    Instant asOf,
    EventCounts events,
    EventCounts counted,
    OptionalDouble sli,
    DataState state,
    ErrorBudget budget,
    List<BurnRate> burnRates,
    List<AlertStatus> alerts,
    List<Cause> causes,
    List<BadEvent> lastBad,
    Detectability detectability) {}
