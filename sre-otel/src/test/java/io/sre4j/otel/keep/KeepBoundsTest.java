package io.sre4j.otel.keep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.sre4j.slo.InvalidDefinitionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the keeper does not hold, and that it says so. */
class KeepBoundsTest {

  @Test
  void trace_moreThan512Spans_isGivenUpWhole() {
    try (Host host = Host.unsampled(BadTraceKeeper.builder())) {
      Span root = host.request();
      host.children(root, 512);
      assertThat(host.keeper.status().heldBytes()).isGreaterThan(512 * 600);
      host.children(root, 1);
      assertThat(host.keeper.status().heldBytes()).isZero();
      assertThat(host.bad(root)).isFalse();
      root.end();
      assertThat(host.exported()).isEmpty();
      assertThat(host.keeper.status().cutTraces()).isOne();
    }
  }

  @Test
  void trace_badBeforeItIsTooLong_keepsWhatItHas() {
    try (Host host = Host.unsampled(BadTraceKeeper.builder())) {
      Span root = host.request();
      host.children(root, 10);
      assertThat(host.bad(root)).isTrue();
      host.children(root, 600);
      root.end();
      assertThat(host.exported()).hasSize(512);
      assertThat(host.keeper.status().cutTraces()).isZero();
    }
  }

  @Test
  void memory_full_oldestThatAreNotBadMakeRoom() {
    try (Host host = Host.unsampled(BadTraceKeeper.builder().maxBytes(1 << 20))) {
      Span oldest = host.request();
      host.children(oldest, 3);
      assertThat(host.bad(oldest)).isTrue();
      List<Span> roots = new ArrayList<>();
      while (host.keeper.status().evictedTraces() == 0 && roots.size() < 100) {
        host.pass(Duration.ofMillis(10));
        Span root = host.request();
        host.children(root, 100);
        roots.add(root);
        assertThat(host.keeper.status().heldBytes()).isLessThanOrEqualTo(1 << 20);
      }
      assertThat(host.bad(roots.get(0))).as("the oldest that is not bad").isFalse();
      assertThat(host.bad(roots.get(roots.size() - 1))).as("the newest").isTrue();
      oldest.end();
      roots.forEach(Span::end);
      assertThat(host.exported()).hasSize(4 + 101);
      assertThat(host.keeper.status().heldBytes()).isZero();
      assertThat(host.keeper.status().openTraces()).isZero();
    }
  }

  /** All are bad, so nothing makes room: what does not fit is left out, not waited for. */
  @Test
  void memory_fullOfBadTraces_staysUnderItsCap() {
    try (Host host = Host.unsampled(BadTraceKeeper.builder().maxBytes(1 << 20))) {
      for (int i = 0; i < 50; i++) {
        Span root = host.request();
        host.children(root, 1);
        host.bad(root);
        host.children(root, 200);
        host.pass(Duration.ofMillis(1));
        assertThat(host.keeper.status().heldBytes()).isLessThanOrEqualTo(1 << 20);
      }
      assertThat(host.keeper.status().openTraces()).isEqualTo(50);
    }
  }

  @Test
  void rate_moreBadTracesInASecond_areCountedNotKept() {
    try (Host host = Host.unsampled(BadTraceKeeper.builder().tracesPerSecond(3))) {
      int kept = 0;
      for (int i = 0; i < 10; i++) {
        Span root = host.request();
        kept += host.bad(root) ? 1 : 0;
        root.end();
      }
      assertThat(kept).isEqualTo(3);
      assertThat(host.keeper.status().limitedTraces()).isEqualTo(7);
      host.pass(Duration.ofSeconds(1));
      Span next = host.request();
      assertThat(host.bad(next)).isTrue();
      next.end();
      assertThat(host.exported()).hasSize(4);
    }
  }

  /** Its SLI and its own status say that it is bad; who was told no does not find it kept. */
  @Test
  void rate_badTraceRefused_isCountedOnceAndNotKeptLater() {
    try (Host host = Host.unsampled(BadTraceKeeper.builder().tracesPerSecond(1))) {
      Span kept = host.request();
      assertThat(host.bad(kept)).isTrue();
      Span refused = host.request();
      assertThat(host.bad(refused)).isFalse();
      assertThat(host.bad(refused)).isFalse();
      host.pass(Duration.ofSeconds(1));
      refused.setStatus(StatusCode.ERROR).end();
      kept.end();
      assertThat(host.exported()).hasSize(1);
      assertThat(host.keeper.status().limitedTraces()).isOne();
      assertThat(host.keeper.status().lostTraces()).isOne();
    }
  }

  @Test
  void places_all_areBounded() {
    try (Host host = Host.unsampled(BadTraceKeeper.builder())) {
      for (int i = 0; i < 5_000; i++) {
        host.request();
      }
      KeeperStatus status = host.keeper.status();
      assertThat(status.openTraces()).isLessThanOrEqualTo(2_048);
      assertThat(status.openTraces() + status.refusedTraces()).isEqualTo(5_000);
      host.pass(Duration.ofSeconds(59));
      host.request();
      assertThat(host.keeper.status().expiredTraces()).isZero();
      host.pass(Duration.ofSeconds(1));
      host.request();
      assertThat(host.keeper.status().openTraces()).isLessThanOrEqualTo(2);
    }
  }

  @Test
  void age_traceThatIsBad_isKeptAsFarAsItGoes() {
    try (Host host = Host.unsampled(BadTraceKeeper.builder())) {
      Span root = host.request();
      host.children(root, 2);
      host.bad(root);
      host.pass(Duration.ofMinutes(1));
      host.keeper.expire();
      root.end();
      assertThat(host.exported()).extracting(span -> span.getName()).contains("request").hasSize(3);
      assertThat(host.keeper.status().heldBytes()).isZero();
    }
  }

  /** The estimate is what the heap says, within a factor of two. */
  @Test
  void bytes_held_areThoseOfTheHeap() {
    try (Host host = Host.unsampled(BadTraceKeeper.builder().maxBytes(64 << 20))) {
      List<Span> roots = new ArrayList<>();
      long before = used();
      for (int i = 0; i < 200; i++) {
        Span root = host.request();
        for (int j = 0; j < 100; j++) {
          Span child = host.child(root, "GET inventory");
          for (int k = 0; k < 8; k++) {
            child.setAttribute("key" + k, "a value that is not shared " + i + "-" + j + "-" + k);
          }
          child.end();
        }
        roots.add(root);
      }
      long held = host.keeper.status().heldBytes();
      double ratio = (double) (used() - before) / held;
      System.out.printf("held %,d bytes; the heap has grown %.2f times as much%n", held, ratio);
      assertThat(ratio).isBetween(0.5, 2.0);
      assertThat(roots).hasSize(200);
    }
  }

  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  @Test
  void limits_outOfRange_areRefusedByName() {
    assertRefused(BadTraceKeeper.builder().maxBytes(1_000), "keep.maxBytes");
    assertRefused(BadTraceKeeper.builder().maxAge(Duration.ZERO), "keep.maxAge");
    assertRefused(BadTraceKeeper.builder().tracesPerSecond(0), "keep.tracesPerSecond");
  }

  private static void assertRefused(BadTraceKeeper.Builder definition, String field) {
    assertThatThrownBy(definition::build)
        .isInstanceOf(InvalidDefinitionException.class)
        .hasMessageContaining(field);
  }
}
