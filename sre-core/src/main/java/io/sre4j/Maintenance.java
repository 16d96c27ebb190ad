package io.sre4j;

import io.sre4j.slo.InvalidDefinitionException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A time in which events do not count: they are excluded, and can be counted after all. Made by
 * {@link SreEngine#exclude}. Thread-safe.
 *
 * <p>Exclusion is about budgets and alerts. The SLI's own totals, what burns and the last bad
 * events still show what happened. A time slice that a maintenance cuts counts as two slices.
 */
public final class Maintenance {
  private final SreEngine engine;
  private final String reason;
  private final Instant from;
  private final Set<String> slos;
  private volatile @Nullable Instant to;
  private volatile boolean revoked;

  Maintenance(
      SreEngine engine, String reason, Instant from, @Nullable Instant to, Set<String> slos) {
    if (to != null && !from.isBefore(to)) {
      throw new InvalidDefinitionException(
          "maintenance.to", to, "must be after the beginning, " + from);
    }
    this.engine = engine;
    this.reason = reason;
    this.from = from;
    this.to = to;
    this.slos = Set.copyOf(slos);
  }

  /** Why, in the words of whoever declared it. */
  public String reason() {
    return reason;
  }

  /** When it began or will begin. */
  public Instant from() {
    return from;
  }

  /** When it ended or will end; empty while it is open. */
  public Optional<Instant> to() {
    return Optional.ofNullable(to);
  }

  /** The SLOs it is for; empty for all. */
  public Set<String> slos() {
    return slos;
  }

  /** Whether its events count again. */
  public boolean isRevoked() {
    return revoked;
  }

  /** Ends it now, unless it has ended. What was excluded stays excluded. */
  public void end() {
    engine.end(this);
  }

  /** Ends it and counts what it excluded, at the time it happened. */
  public void revoke() {
    engine.revoke(this);
  }

  boolean covers(Instant instant) {
    Instant until = to;
    return !revoked && !instant.isBefore(from) && (until == null || instant.isBefore(until));
  }

  boolean concerns(String slo) {
    return slos.isEmpty() || slos.contains(slo);
  }

  void endAt(Instant instant) {
    Instant until = to;
    if (until == null || instant.isBefore(until)) {
      to = instant;
    }
  }

  void markRevoked() {
    revoked = true;
  }
}
