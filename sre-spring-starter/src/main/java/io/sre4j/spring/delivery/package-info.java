/**
 * Tells receivers outside the process of alerts, as {@code sre.delivery.*} says: a listener of the
 * engine, made from keys and from beans of type {@code Receiver}.
 */
@NullMarked
package io.sre4j.spring.delivery;

import org.jspecify.annotations.NullMarked;
