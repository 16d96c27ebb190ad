/**
 * What the engine costs, beside what a user would pick instead, in one run. Not published.
 *
 * <p>{@code record} is the cost of one event, {@code read} that of a tick and a reading, {@code
 * observation} that of a request's observation; {@code peer} holds what stands beside us.
 */
@NullMarked
package io.sre4j.benchmarks;

import org.jspecify.annotations.NullMarked;
