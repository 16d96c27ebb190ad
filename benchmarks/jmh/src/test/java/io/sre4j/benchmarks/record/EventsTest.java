package io.sre4j.benchmarks.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sre4j.sli.Outcome;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventsTest {
  private static final double MEDIAN_NANOS = 20e6;

  @Test
  void fill_oneThread_hasMedianSigmaAndFailures() {
    Events events = filled(0);
    double[] logs =
        IntStream.range(0, Events.COUNT)
            .mapToDouble(i -> Math.log((double) events.nanos(i)))
            .toArray();
    double mean = Arrays.stream(logs).average().orElseThrow();
    double variance = Arrays.stream(logs).map(x -> (x - mean) * (x - mean)).average().orElseThrow();

    assertThat(mean).isCloseTo(Math.log(MEDIAN_NANOS), within(0.02));
    assertThat(Math.sqrt(variance)).isCloseTo(1, within(0.01));
    assertThat(bad(events) / (double) Events.COUNT).isCloseTo(0.02, within(0.002));
  }

  @Test
  void fill_twice_isTheSame() {
    assertThat(latencies(filled(3))).isEqualTo(latencies(filled(3)));
  }

  @Test
  void fill_neighbouringThreads_haveNothingInCommon() {
    long[] one = latencies(filled(0));
    long[] other = latencies(filled(1));
    long same = IntStream.range(0, one.length).filter(i -> one[i] == other[i]).count();

    assertThat(same).isLessThan(5);
  }

  @Test
  void next_onceRound_visitsAllInOrder() {
    Events events = filled(0);
    int[] visited = IntStream.range(0, Events.COUNT + 1).map(i -> events.next()).toArray();

    assertThat(visited).startsWith(0, 1, 2).endsWith(Events.COUNT - 1, 0);
    assertThat(visited)
        .isEqualTo(IntStream.range(0, visited.length).map(i -> i % Events.COUNT).toArray());
    assertThat(events.current()).isZero();
  }

  @Test
  void nextOfMany_onceRound_visitsAllInOrder() {
    Events events = filled(0);
    int[] visited = IntStream.range(0, 2 * Events.MANY).map(i -> events.nextOfMany()).toArray();

    assertThat(visited)
        .isEqualTo(IntStream.range(0, visited.length).map(i -> i % Events.MANY).toArray());
  }

  static Events filled(int thread) {
    Events events = new Events();
    events.fill(thread);
    return events;
  }

  static long bad(Events events) {
    return IntStream.range(0, Events.COUNT).filter(i -> events.outcome(i) == Outcome.BAD).count();
  }

  private static long[] latencies(Events events) {
    return IntStream.range(0, Events.COUNT).mapToLong(events::nanos).toArray();
  }
}
