/**
 * Turns burn rates into state changes that carry their evidence, and tells listeners.
 *
 * <p>Receives windows from {@code timeline} and verdicts from {@code budget}; hands {@code
 * AlertTransition}s to listeners and {@code AlertStatus} to {@code report}.
 */
@NullMarked
package io.sre4j.alert;

import org.jspecify.annotations.NullMarked;
