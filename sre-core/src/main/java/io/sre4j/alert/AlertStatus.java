package io.sre4j.alert;

import io.sre4j.slo.AlertRule;
import java.time.Instant;

/**
 * Where one rule of an SLO stands. Immutable.
 *
 * @param rule the rule
 * @param state its state
 * @param since when it entered that state
 * @param evidence why, as of the last tick
 */
public record AlertStatus(
    AlertRule rule, AlertState state, Instant since, AlertEvidence evidence) {}
