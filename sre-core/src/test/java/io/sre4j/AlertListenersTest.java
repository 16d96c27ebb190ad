package io.sre4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sre4j.alert.AlertEvidence;
import io.sre4j.alert.AlertListener;
import io.sre4j.alert.AlertState;
import io.sre4j.alert.AlertTransition;
import io.sre4j.slo.AlertPolicy;
import io.sre4j.slo.AlertRule;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Severity;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import io.sre4j.timeline.WindowCounts;
import io.sre4j.timeline.WindowCounts.DataState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AlertListenersTest {
  private static final int PATIENCE_SECONDS = 30;

  private final AlertListeners listeners = new AlertListeners();
  private final BlockingQueue<AlertTransition> received = new LinkedBlockingQueue<>();
  private final CountDownLatch release = new CountDownLatch(1);

  @AfterEach
  void close() {
    release.countDown();
    listeners.close();
  }

  @Test
  void tell_oneListenerThrowsAndOneBlocks_othersAreToldInOrder() throws InterruptedException {
    CountDownLatch blocked = new CountDownLatch(1);
    listeners.add(transition -> {
      throw new AssertionError("a broken listener");
    });
    listeners.add(transition -> {
      blocked.countDown();
      awaitQuietly(release);
    });
    listeners.add(received::add);
    AlertTransition[] told = {transition(1), transition(2), transition(3)};
    for (AlertTransition transition : told) {
      listeners.tell(transition);
    }
    for (AlertTransition transition : told) {
      assertThat(received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isSameAs(transition);
    }
    assertThat(blocked.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    release.countDown();
    listeners.close();
    assertThat(listeners.failed()).isEqualTo(3);
    assertThat(listeners.dropped()).isZero();
  }

  @Test
  void tell_listenerRemovesItself_isNotToldAgain() throws InterruptedException {
    AtomicInteger calls = new AtomicInteger();
    CountDownLatch removed = new CountDownLatch(1);
    AlertListener[] self = new AlertListener[1];
    self[0] =
        transition -> {
          calls.incrementAndGet();
          listeners.remove(self[0]);
          removed.countDown();
        };
    listeners.add(self[0]);
    listeners.add(received::add);
    listeners.tell(transition(0));
    assertThat(removed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    for (int i = 1; i <= 50; i++) {
      listeners.tell(transition(i));
    }
    for (int i = 0; i <= 50; i++) {
      assertThat(received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("number " + i).isNotNull();
    }
    listeners.close();
    assertThat(calls).hasValue(1);
  }

  @Test
  void tell_blockedListener_dropsAndCountsWhatItsQueueCannotHold() throws InterruptedException {
    CountDownLatch blocked = new CountDownLatch(1);
    listeners.add(transition -> {
      blocked.countDown();
      awaitQuietly(release);
    });
    listeners.tell(transition(0));
    assertThat(blocked.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    for (int i = 0; i < 1_024 + 7; i++) {
      listeners.tell(transition(i));
    }
    assertThat(listeners.dropped()).isEqualTo(7);
  }

  @Test
  void add_seventeenthListener_isRefused() {
    for (int i = 0; i < 16; i++) {
      listeners.add(transition -> {});
    }
    assertThatThrownBy(() -> listeners.add(transition -> {})).hasMessageContaining("16");
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static AlertTransition transition(int second) {
    AlertRule rule = AlertRule.of(Severity.PAGE, Duration.ofMinutes(2), Duration.ofSeconds(10), 2);
    Slo slo =
        Slo.builder("s")
            .objective(Objective.availability("e", Target.of("99%")))
            .alerting(AlertPolicy.of("test", rule))
            .build();
    WindowCounts none = new WindowCounts(Duration.ofMinutes(2), 0, 0, 1, 1, DataState.NO_TRAFFIC);
    AlertEvidence evidence =
        new AlertEvidence(
            none,
            none,
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            1,
            1,
            Optional.empty(),
            OptionalDouble.empty(),
            Optional.empty(),
            List.of(),
            List.of(),
            "number " + second);
    return new AlertTransition(
        slo, rule, AlertState.INACTIVE, AlertState.FIRING, Instant.ofEpochSecond(second), evidence);
  }
}
