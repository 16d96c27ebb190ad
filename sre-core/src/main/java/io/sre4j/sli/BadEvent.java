package io.sre4j.sli;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One event that burned a budget.
 *
 * @param at the last tick before it was recorded: right to one tick, since recording reads no clock
 * @param duration how long it took, if that was recorded
 * @param attributes what else is known
 */
public record BadEvent(Instant at, Optional<Duration> duration, EventAttributes attributes) {}
