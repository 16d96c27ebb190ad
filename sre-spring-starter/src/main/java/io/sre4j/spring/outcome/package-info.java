/**
 * Says what counts as bad and what as excluded, as an application wants it.
 *
 * <p>Reads {@code bad-when} and {@code excluded-when} into rules that are asked once per event.
 * Knows nothing of where events come from.
 */
@NullMarked
package io.sre4j.spring.outcome;

import org.jspecify.annotations.NullMarked;
