package io.sre4j.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.sli.BurnLog;
import io.sre4j.sli.EventAttributes;
import io.sre4j.sli.EventAttributes.Dimension;
import io.sre4j.sli.Outcome;
import io.sre4j.sli.SliDrain;
import io.sre4j.sli.Stripes;
import io.sre4j.slo.Sli;
import io.sre4j.time.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CauseTimelineTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration TICK = Duration.ofSeconds(1);

  private final SliDrain drain = new SliDrain(Sli.events("e"), new Stripes(START), List.of());
  private final BurnLog log = drain.logOf(Long.MAX_VALUE);
  private final CauseTimeline timeline = new CauseTimeline(log);
  private long end = START.getEpochSecond() * 1_000_000_000L;

  @Test
  void read_eventsByRouteExceptionAndDependency_countedOverThreeWindows() {
    for (int i = 0; i < 10; i++) {
      bad(new EventAttributes("GET /a", "IOException", "inventory", "t"));
    }
    run(Duration.ofMinutes(20));
    bad(new EventAttributes("GET /b", "IOException", null, null));
    run(TICK);
    assertThat(timeline.read())
        .containsExactly(
            new Cause(Dimension.EXCEPTION, "IOException", 1, 11, 11),
            new Cause(Dimension.ROUTE, "GET /b", 1, 1, 1),
            new Cause(Dimension.ROUTE, "GET /a", 0, 10, 10),
            new Cause(Dimension.DEPENDENCY, "inventory", 0, 10, 10));
    run(Duration.ofHours(2));
    assertThat(timeline.read().get(0))
        .isEqualTo(new Cause(Dimension.EXCEPTION, "IOException", 0, 0, 11));
    run(Duration.ofHours(6));
    assertThat(timeline.read()).isEmpty();
  }

  @Test
  void read_moreRoutesThanFit_restIsOtherUntilRoomIsMade() {
    for (int i = 0; i < 200; i++) {
      bad(EventAttributes.route("GET /" + i));
    }
    run(TICK);
    List<Cause> causes = timeline.read();
    assertThat(causes).hasSize(65);
    assertThat(causes.get(0)).isEqualTo(new Cause(Dimension.ROUTE, "other", 136, 136, 136));
    run(Duration.ofHours(7));
    bad(EventAttributes.route("GET /new"));
    run(TICK);
    assertThat(timeline.read()).containsExactly(new Cause(Dimension.ROUTE, "GET /new", 1, 1, 1));
  }

  private void bad(EventAttributes attributes) {
    drain.recorder().record(Outcome.BAD, 1, attributes, known -> known);
  }

  private void run(Duration duration) {
    for (long i = 0; i < duration.toSeconds(); i++) {
      end += TICK.toNanos();
      timeline.tick(Span.of(end, TICK.toNanos(), TICK, START));
    }
  }
}
