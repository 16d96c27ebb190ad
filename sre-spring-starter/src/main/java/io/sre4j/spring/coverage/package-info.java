/**
 * Tells how much of what an application serves is traced, where there is a tracer to ask.
 *
 * <p>Makes the {@code Coverage} whose signals {@code web} counts into, from {@code sre.coverage.*}
 * keys; {@code actuate} shows its report.
 */
@NullMarked
package io.sre4j.spring.coverage;

import org.jspecify.annotations.NullMarked;
