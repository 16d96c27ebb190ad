package io.sre4j.spring.test;

import io.sre4j.alert.AlertState;
import io.sre4j.report.SloStatus;
import io.sre4j.timeline.Cause;
import java.util.List;
import org.assertj.core.api.AbstractAssert;

/** What can be asserted of an SLO. Each method throws an AssertionError that says what is there. */
public final class SloAssert extends AbstractAssert<SloAssert, SloStatus> {
  SloAssert(SloStatus actual) {
    super(actual, SloAssert.class);
  }

  /** So many good and bad events are in its period. */
  public SloAssert hasCounted(long good, long bad) {
    isNotNull();
    if (actual.events().good() != good || actual.events().bad() != bad) {
      failWithMessage("expected %d good and %d bad events, but: %s", good, bad, told());
    }
    return this;
  }

  /** So many events are excluded in its period. */
  public SloAssert hasExcluded(long excluded) {
    isNotNull();
    if (actual.events().excluded() != excluded) {
      failWithMessage("expected %d excluded events, but: %s", excluded, told());
    }
    return this;
  }

  /** No more was bad than the target allows; at least one event was counted. */
  public SloAssert keepsItsPromise() {
    isNotNull();
    if (actual.budget().remaining().orElse(-1) < 0) {
      failWithMessage("expected that no more was bad than may be, but: %s", told());
    }
    return this;
  }

  /** More was bad than the target allows. */
  public SloAssert breaksItsPromise() {
    isNotNull();
    if (actual.budget().remaining().orElse(0) >= 0) {
      failWithMessage("expected that more was bad than may be, but: %s", told());
    }
    return this;
  }

  /**
   * An alert fires.
   *
   * @param rule {@code page} or {@code ticket}, or one rule: {@code page 1h/5m}
   */
  public SloAssert fires(String rule) {
    isNotNull();
    if (firing().stream().noneMatch(id -> id.equals(rule) || id.startsWith(rule + " "))) {
      failWithMessage("expected that %s fires, but: %s", rule, told());
    }
    return this;
  }

  /** No alert fires. */
  public SloAssert firesNothing() {
    isNotNull();
    if (!firing().isEmpty()) {
      failWithMessage("expected that nothing fires, but: %s", told());
    }
    return this;
  }

  /** Bad events came from it lately: a route, an exception or a dependency. */
  public SloAssert isBurntBy(String cause) {
    isNotNull();
    if (causes().stream().noneMatch(cause::equals)) {
      failWithMessage("expected that %s burns, but: %s; what burns: %s", cause, told(), causes());
    }
    return this;
  }

  private List<String> firing() {
    return actual.alerts().stream()
        .filter(alert -> alert.state() == AlertState.FIRING)
        .map(alert -> alert.rule().id())
        .toList();
  }

  private List<String> causes() {
    return actual.causes().stream().map(Cause::key).toList();
  }

  private String told() {
    return "%s has %d good, %d bad, %d excluded, budget %s, firing %s"
        .formatted(
            actual.slo().name(),
            actual.events().good(),
            actual.events().bad(),
            actual.events().excluded(),
            actual.budget().remaining(),
            firing());
  }
}
