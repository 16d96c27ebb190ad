/**
 * What an SLO would have said of recorded events: replays them, tick by tick, through the engine
 * that runs in a service. Stands above the engine; a library, used by the command line.
 */
@NullMarked
package io.sre4j.backtest;

import org.jspecify.annotations.NullMarked;
