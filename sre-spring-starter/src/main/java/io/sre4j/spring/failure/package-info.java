/**
 * Says what of the configuration cannot work: where it stands, its value and what would be right.
 * Failure analyzers where that stops the start; the same words where it is left out.
 *
 * <p>Stands beside {@code io.sre4j.spring}, which does not know it.
 */
@NullMarked
package io.sre4j.spring.failure;

import org.jspecify.annotations.NullMarked;
