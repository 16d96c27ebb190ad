/**
 * The hot half: counting what users experience. The only concurrent code of the engine.
 *
 * <p>Receives events from the host's threads; once per tick the ticker drains them, and hands the
 * counts of that tick to {@code timeline}.
 */
@NullMarked
package io.sre4j.sli;

import org.jspecify.annotations.NullMarked;
