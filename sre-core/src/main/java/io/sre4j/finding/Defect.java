package io.sre4j.finding;

import java.util.Locale;

/**
 * What adapters count, span by span, log record by log record or call by call. Each defect belongs
 * to one rule.
 *
 * <p>For each of them an adapter says of how many it looked ({@code inspected}) and which it found
 * wrong ({@code found}), and on what: the <em>subject</em>, a name out of a small set, such as an
 * instrumentation scope, never a value.
 */
public enum Defect {
  /** Server spans without a matched route; subject: the scope. */
  ROUTE_MISSING(3),
  /**
   * Requests with a header of a tracing context of which no valid span was extracted, of those
   * without a context; subject: the header's name.
   */
  FOREIGN_CONTEXT(4),
  /** Server spans that are the root of their trace, of all; subject: method and route. */
  INTERNAL_ROOT(5),
  /**
   * Client and producer spans of HTTP, RPC and messaging that were never injected into a request;
   * subject: the scope.
   */
  NOT_PROPAGATED(6),
  /** Recording spans of a local parent that is valid and not recording; subject: the scope. */
  LOCAL_ORPHAN(7),
  /** Exported spans whose parent was in a batch that failed; subject: the scope. */
  EXPORTED_ORPHAN(8),
  /** Server and consumer spans of a local parent that has ended; subject: the scope. */
  SCOPE_LEAK(9),
  /** Spans that began after their local parent had ended; subject: the scope. */
  STARTED_LATE(10),
  /**
   * Client and producer spans that are the root of their trace, on threads that are none of the
   * background; subject: the scope and the thread's prefix.
   */
  CONTEXT_LOST(11),
  /** The same spans by thread; subject: the thread's name up to its number, {@code task-}. */
  LOST_ON_THREAD(12),
  /** Server spans of a local server parent of another scope; subject: both scopes. */
  DOUBLE_SERVER(13),
  /** Spans whose status is not what the HTTP conventions say; subject: the scope. */
  WRONG_STATUS(15),
  /** Requests whose SLI says bad and span says fine, or the reverse; subject: method and route. */
  VERDICT_DISAGREES(16),
  /** Spans without an attribute that is required; subject: the scope, the key in the detail. */
  ATTRIBUTE_MISSING(18),
  /** Spans with an attribute of old conventions; subject: the scope and the key. */
  OLD_CONVENTION(19),
  /** Client spans that do not say whom they called; subject: the scope. */
  PEER_MISSING(20),
  /**
   * Different span names, of which those with a number, a UUID or hexadecimal digits; each name is
   * counted once an hour. Subject: the scope and the kind.
   */
  UNBOUNDED_NAME(21),
  /** Spans that end before they start, start in the future or last too long; subject: the scope. */
  IMPOSSIBLE_TIME(23),
  /**
   * Local traces with too many spans, or too many calls of one name; subject: the root span's name,
   * without values.
   */
  HUGE_TRACE(24),
  /** Spans whose attributes, events or links were cut; subject: the scope. */
  TRUNCATED(25),
  /** Spans with an attribute that belongs to the resource, or the reverse; subject: the key. */
  WRONG_LEVEL(27),
  /** Sampled spans of an unsampled remote parent; subject: the scope. */
  INCONSISTENT_SAMPLING(29),
  /** Log records without a trace while a request runs on their thread; subject: the logger. */
  LOG_WITHOUT_TRACE(32);

  private final String rule;

  Defect(int number) {
    this.rule = String.format(Locale.ROOT, "SRE-%03d", number);
  }

  /** Whether its subjects are routes: there may be as many as the service has. */
  public boolean isOfRoutes() {
    return this == INTERNAL_ROOT || this == VERDICT_DISAGREES;
  }

  /** The id of the rule that judges it: {@code SRE-003}. */
  public String rule() {
    return rule;
  }
}
