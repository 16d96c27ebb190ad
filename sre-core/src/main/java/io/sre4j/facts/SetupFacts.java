package io.sre4j.facts;

/**
 * Which SDKs and tracers there are. Immutable; make one with {@link #of} and what differs.
 *
 * @param spansBy what makes the spans of served requests
 * @param hasAgent whether an agent traces this process
 * @param hasOwnSdk whether the application has an SDK of its own, that spans go through
 * @param hasOtherGlobal whether the global SDK is another one than the application's
 * @param hasUnusedExporter whether there is an exporter that spans made by another tracer never
 *     reach
 */
public record SetupFacts(
    Tracer spansBy,
    boolean hasAgent,
    boolean hasOwnSdk,
    boolean hasOtherGlobal,
    boolean hasUnusedExporter) {

  /** What makes spans. */
  public enum Tracer {
    /** OpenTelemetry, or an agent of it. */
    OPEN_TELEMETRY,
    /** Brave. */
    BRAVE,
    /** A tracer that does nothing. */
    NOOP,
    /** There is none, or it is not known. */
    NONE
  }

  /** Spans by a tracer, and nothing else. */
  public static SetupFacts of(Tracer spansBy) {
    return new SetupFacts(spansBy, false, false, false, false);
  }
}
