/**
 * What adapters to a web framework or a tracer saw, as counts: the hot half of tracing coverage.
 *
 * <p>Adapters count here and know of no rule; {@code coverage} takes out the growth each second.
 */
@NullMarked
package io.sre4j.signal;

import org.jspecify.annotations.NullMarked;
