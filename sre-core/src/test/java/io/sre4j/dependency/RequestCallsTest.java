package io.sre4j.dependency;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.dependency.RequestCalls.Result;
import io.sre4j.finding.Proportion;
import io.sre4j.sli.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestCallsTest {
  private final Calls shop = new Calls();
  private final RequestCalls calls = new RequestCalls();

  @Test
  void calls_ofARequest_areCountedByDependency() {
    shop.requests(2, Outcome.GOOD, "a", "b", "a");
    EdgeCounts a = shop.edge("a").counts();
    assertThat(a.calls()).isEqualTo(4);
    assertThat(a.requests()).isEqualTo(2);
    assertThat(a.callsPerRequest()).isEqualTo(2);
    assertThat(a.retries()).as("called again, not tried again").isZero();
    assertThat(a.allFine()).isEqualTo(new Proportion(0, 2));
    assertThat(shop.edge("b").counts().calls()).isEqualTo(2);
  }

  @Test
  void retry_thatSucceeds_mendsTheDependency() {
    shop.requests(1, Outcome.GOOD, "a!", "a!", "a");
    EdgeCounts a = shop.edge("a").counts();
    assertThat(a.retries()).isEqualTo(2);
    assertThat(a.failedCalls()).isEqualTo(2);
    assertThat(a.failedRequests()).isZero();
    assertThat(a.unclear()).isEqualTo(new Proportion(0, 1));
  }

  @Test
  void shares_oneFailsAmongTwo_isAloneAndTheOtherUnclear() {
    shop.requests(1, Outcome.BAD, "a!", "b");
    assertThat(shop.edge("a").counts().failedAlone()).isEqualTo(new Proportion(1, 1));
    assertThat(shop.edge("b").counts().unclear()).isEqualTo(new Proportion(1, 1));
  }

  /** The other one was mended, but nobody knows whether in time. */
  @Test
  void shares_otherRecovered_isTogether() {
    shop.requests(1, Outcome.BAD, "a!", "b!", "b");
    assertThat(shop.edge("a").counts().failedTogether()).isEqualTo(new Proportion(1, 1));
    assertThat(shop.edge("b").counts().unclear()).isEqualTo(new Proportion(1, 1));
  }

  @Test
  void calls_ofAnExcludedRequest_areNotCounted() {
    shop.requests(1, Outcome.EXCLUDED, "a!");
    assertThat(shop.report().routes()).isEmpty();
  }

  @Test
  void call_afterItsRequest_isCountedAsLate() {
    calls.called(shop.dependencies.named("a"), Result.FINE, Calls.MILLI);
    shop.route.ended(Outcome.GOOD, calls);
    calls.called(shop.dependencies.named("a"), Result.FAILED, 5 * Calls.MILLI);
    EdgeCounts a = shop.edge("a").counts();
    assertThat(a.calls()).isEqualTo(2);
    assertThat(a.failedCalls()).isEqualTo(1);
    assertThat(a.lateCalls()).isEqualTo(1);
    assertThat(a.requests()).isEqualTo(1);
    assertThat(a.callsPerRequest()).isEqualTo(1);
    assertThat(a.nanos()).isEqualTo(6 * Calls.MILLI);
  }

  @Test
  void call_afterAnExcludedRequest_isNotCounted() {
    shop.route.ended(Outcome.EXCLUDED, calls);
    calls.called(shop.dependencies.named("a"), Result.FINE, 1);
    assertThat(shop.report().routes()).isEmpty();
  }

  @Test
  void request_endedTwice_isCountedOnce() {
    calls.called(shop.dependencies.named("a"), Result.FINE, 1);
    shop.route.ended(Outcome.GOOD, calls);
    shop.route.ended(Outcome.GOOD, calls);
    assertThat(shop.edge("a").counts().requests()).isEqualTo(1);
  }

  @Test
  void dependencies_moreThanEight_areOther() {
    for (int i = 0; i < 20; i++) {
      calls.called(shop.dependencies.named("d" + i), Result.FINE, 1);
    }
    shop.route.ended(Outcome.GOOD, calls);
    assertThat(shop.report().routes().get(0).edges()).hasSize(RequestCalls.MAX_DEPENDENCIES + 1);
    assertThat(shop.edge("other").counts().calls()).isEqualTo(12);
  }

  @Test
  void abandoned_isAFailureButNoneThatWasSeen() {
    calls.called(shop.dependencies.named("a"), Result.ABANDONED, 1);
    assertThat(calls.hasFailed()).isFalse();
    shop.route.ended(Outcome.BAD, calls);
    assertThat(shop.edge("a").counts().failedAlone()).isEqualTo(new Proportion(1, 1));
  }

  @ParameterizedTest
  @CsvSource({"0,1", "999999,1", "1000000,2", "1999999,2", "2000000,4", "16383000000,16384"})
  void latency_isBelowTheNextPowerOfTwo(long nanos, long millis) {
    calls.called(shop.dependencies.named("a"), Result.FINE, nanos);
    shop.route.ended(Outcome.GOOD, calls);
    EdgeCounts a = shop.edge("a").counts();
    assertThat(a.latencyBelow(0.99)).contains(Duration.ofMillis(millis));
    assertThat(a.meanLatency()).contains(Duration.ofNanos(nanos));
  }

  @Test
  void latency_beyondTheLastPower_isNotBounded() {
    calls.called(shop.dependencies.named("a"), Result.FINE, Duration.ofDays(3).toNanos());
    calls.called(shop.dependencies.named("a"), Result.FINE, Long.MIN_VALUE);
    shop.route.ended(Outcome.GOOD, calls);
    assertThat(shop.edge("a").counts().latencyBelow(0.5)).contains(Duration.ofMillis(1));
    assertThat(shop.edge("a").counts().latencyBelow(0.51)).isEmpty();
  }

  @Test
  void culprit_failed_isTheFailedOneIfTheRequestFailed() {
    call("slow", Result.FINE, 900);
    call("broken", Result.FAILED, 1);
    assertThat(calls.culprit(true, 1_000)).hasToString("broken");
    assertThat(calls.culprit(false, 1_000)).as("too slow only").hasToString("slow");
  }

  @Test
  void culprit_tooSlow_isWhatTookHalfOfTheTime() {
    call("quick", Result.FINE, 100);
    call("slow", Result.FINE, 500);
    assertThat(calls.culprit(false, 1_000)).hasToString("slow");
    assertThat(calls.culprit(false, 1_002)).isNull();
  }

  @Test
  void culprit_manyCalls_areAddedUp() {
    for (int i = 0; i < 5; i++) {
      call("chatty", Result.FINE, 101);
      call("quick", Result.FINE, 40);
    }
    assertThat(calls.culprit(true, 1_000)).hasToString("chatty");
  }

  @Test
  void culprit_failedAndNothingSlow_isTheFailedOne() {
    call("broken", Result.ABANDONED, 1);
    assertThat(calls.culprit(false, 1_000)).hasToString("broken");
  }

  private void call(String name, Result result, long nanos) {
    calls.called(shop.dependencies.named(name), result, nanos);
  }
}
