package io.sre4j.delivery;

import java.time.Instant;
import java.util.Optional;

/**
 * How the delivery to one receiver stands. Every notice (an alert fires, or is resolved) is in one
 * of the first three counts. Immutable; holds no URL, key or secret.
 *
 * @param receiver its name
 * @param delivered notices that it accepted
 * @param waiting notices that are queued or on their way
 * @param dropped notices that it will not get: refused, too old, or the queue was full or closed
 * @param failedAttempts requests that were not accepted, those of renewals too
 * @param renewing firing alerts that it is told of again and again
 * @param lastFailure the last of these, or the last drop; empty if there was none
 * @param nextAttempt when it is tried again; empty unless it has to wait for that
 */
public record DeliveryStatus(
    String receiver,
    long delivered,
    int waiting,
    long dropped,
    long failedAttempts,
    int renewing,
    Optional<Failure> lastFailure,
    Optional<Instant> nextAttempt) {

  /**
   * What went wrong.
   *
   * @param at when, by the wall clock
   * @param reason in words of this library, never of the receiver: it might repeat a secret
   */
  public record Failure(Instant at, String reason) {}
}
