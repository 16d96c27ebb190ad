package io.sre4j.spring.health;

import io.sre4j.report.SreReport;
import org.springframework.boot.health.contributor.Status;

/**
 * Decides what the SLOs say of this instance's health. As a bean it replaces the default, by which
 * an instance is {@code UP}, or {@code BURNING} while a page fires, and never {@code DOWN}.
 *
 * <p>An instance that is taken out of service leaves its load to the others. Where the cause is
 * common to all, a failing database, all of them would leave one after the other: answer {@code
 * OUT_OF_SERVICE} only to what this instance alone can have.
 *
 * <pre>{@code
 * @Bean
 * SreHealthStatus health() {
 *   return report -> isLocal(report) ? Status.OUT_OF_SERVICE : Status.UP;
 * }
 * }</pre>
 *
 * <p>Called by whoever asks for the health, several at once perhaps. If it throws, the default
 * holds, and that is logged once.
 */
@FunctionalInterface
public interface SreHealthStatus {
  /** A page fires. Spring Boot takes no instance down for a status that it does not know. */
  Status BURNING = new Status("BURNING", "A page fires");

  /** The status of this instance, as of one reading of its engine. */
  Status of(SreReport report);
}
