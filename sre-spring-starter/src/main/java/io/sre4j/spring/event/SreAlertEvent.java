package io.sre4j.spring.event;

import io.sre4j.alert.AlertState;
import io.sre4j.alert.AlertTransition;

/**
 * An alert changed its state. Published to the application's context.
 *
 * <pre>{@code
 * @EventListener(condition = "#event.fires()")
 * void on(SreAlertEvent event) {
 *   log.warn(event.transition().toString());
 * }
 * }</pre>
 *
 * <p>Published on a thread of sre4j's, one event after the other, once the context is refreshed and
 * until it begins to close; never on a request's thread. While a listener blocks, up to 1,024 wait.
 * Who throws is logged once, and keeps listeners behind it from this event, as with every event of
 * Spring.
 *
 * @param transition what changed, and why
 */
public record SreAlertEvent(AlertTransition transition) {

  /** Whether the alert fires now. After a restart also if it goes on firing. */
  public boolean fires() {
    return transition.to() == AlertState.FIRING;
  }

  /** Whether the alert has fired and is over. */
  public boolean resolves() {
    return transition.to() == AlertState.RESOLVED;
  }
}
