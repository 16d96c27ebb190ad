/**
 * Shows the engine's report at {@code /actuator/sre}.
 *
 * <p>Receives a report from the engine; hands maps and lists to the actuator, which writes them.
 */
@NullMarked
package io.sre4j.spring.actuate;

import org.jspecify.annotations.NullMarked;
