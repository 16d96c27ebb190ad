/**
 * What alert policies are worth with the traffic a service has: random events through the engine of
 * a service. Stands above the engine, beside the backtest.
 */
@NullMarked
package io.sre4j.simulation;

import org.jspecify.annotations.NullMarked;
