/**
 * What a run has counted, as immutable values: taken under the engine's lock, written by {@code
 * store}, and taken over by the timelines and alerts of the next run.
 *
 * <p>Positions are those of {@link io.sre4j.time.Span#end()}. The next run continues the time line
 * of the one before, so positions keep their meaning although monotonic clocks begin anew.
 */
@NullMarked
package io.sre4j.history;

import org.jspecify.annotations.NullMarked;
