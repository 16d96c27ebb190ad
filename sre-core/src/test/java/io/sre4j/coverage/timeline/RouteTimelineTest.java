package io.sre4j.coverage.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.facts.TraceCounts;
import io.sre4j.signal.RouteCounter;
import io.sre4j.signal.SignalDrain;
import io.sre4j.signal.TraceState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RouteTimelineTest {
  private static final long SEED = 20_261_123;
  private static final long SLOT = Duration.ofMinutes(5).toNanos();
  private static final RouteCounter ROUTE =
      new SignalDrain(Instant.EPOCH).signals().routes().of("GET /a", Set.of());

  private record Event(long slot, int state, int count) {}

  private static TraceCounts[] read(RouteTimeline timeline) {
    TraceCounts[] both = {TraceCounts.NONE, TraceCounts.NONE};
    timeline.read((route, counts) -> {
      both[0] = counts.recent();
      both[1] = counts.total();
    });
    return both;
  }

  private static TraceCounts sum(List<Event> events, long since) {
    long[] sum = new long[TraceState.values().length];
    events.stream().filter(e -> e.slot >= since).forEach(e -> sum[e.state] += e.count);
    return new TraceCounts(sum[0], sum[1], sum[2], sum[3], sum[4]);
  }

  @Test
  void read_randomCourse_isTheSumOfTheLastTwelveSlots() {
    for (int course = 0; course < 200; course++) {
      SplittableRandom random = new SplittableRandom(SEED + course);
      long begun = random.nextLong();
      long now = begun;
      RouteTimeline timeline = new RouteTimeline(begun);
      List<Event> events = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        now += random.nextLong(random.nextInt(20) == 0 ? 20 * SLOT : SLOT);
        timeline.advance(now);
        int[] growth = new int[TraceState.values().length];
        int state = random.nextInt(growth.length);
        growth[state] = random.nextInt(100);
        timeline.add(ROUTE, growth);
        long slot = (now - begun) / SLOT;
        events.add(new Event(slot, state, growth[state]));
        long oldest = Math.max(0, slot - 11);
        assertThat(read(timeline))
            .as("seed %s, step %s", SEED + course, i)
            .containsExactly(sum(events, oldest), sum(events, 0));
        assertThat(timeline.observed(now).toNanos()).isEqualTo(now - begun - oldest * SLOT);
      }
    }
  }

  @Test
  void forget_atAnyTime_leavesTheTotal() {
    RouteTimeline timeline = new RouteTimeline(5);
    timeline.advance(3 * SLOT);
    timeline.add(ROUTE, new int[] {1, 2, 3, 4, 5});
    timeline.forget(3 * SLOT);
    assertThat(read(timeline)).containsExactly(TraceCounts.NONE, new TraceCounts(1, 2, 3, 4, 5));
    timeline.advance(4 * SLOT);
    timeline.add(ROUTE, new int[] {1, 0, 0, 0, 0});
    assertThat(read(timeline)[0]).isEqualTo(new TraceCounts(1, 0, 0, 0, 0));
    assertThat(timeline.observed(4 * SLOT)).isEqualTo(Duration.ofMinutes(5));
  }
}
