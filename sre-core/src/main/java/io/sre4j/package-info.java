/**
 * The engine: the composition root, the only package that knows all others.
 *
 * <p>Wires recorders to timelines, timelines to verdicts and verdicts to listeners, and drives them
 * with one ticker.
 */
@NullMarked
package io.sre4j;

import org.jspecify.annotations.NullMarked;
