package io.sre4j.alert;

/**
 * Is told of every change of an alert's state; with a store, also of what still fires after a
 * restart. An alert whose SLO is removed is resolved.
 *
 * <p>Called on a thread of its own, one transition after the other in the order they happened. It
 * may throw, block or remove itself: that harms neither the engine nor other listeners. While it
 * blocks, up to 1,024 transitions wait; further ones are dropped and counted.
 */
@FunctionalInterface
public interface AlertListener {

  /** An alert changed its state. */
  void onTransition(AlertTransition transition);
}
