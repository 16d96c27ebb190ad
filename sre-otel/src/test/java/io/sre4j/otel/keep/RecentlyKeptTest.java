package io.sre4j.otel.keep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RecentlyKeptTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  private String trace() {
    return "%016x%016x".formatted(random.nextLong(), random.nextLong());
  }

  /** An outage that lasts: 50 traces in each second, whose asynchronous spans end much later. */
  @Test
  void traces_asManyAsAreKeptInTheTime_areAllKnown() {
    RecentlyKept recent = new RecentlyKept(50);
    String[] traces = Stream.generate(this::trace).limit(1_450).toArray(String[]::new);
    for (int i = 0; i < traces.length; i++) {
      recent.add(traces[i], i / 50 * SECOND);
    }
    assertThat(traces)
        .as("seed " + seed)
        .allMatch(trace -> recent.contains(trace, 29 * SECOND))
        .noneMatch(trace -> recent.contains(trace, 59 * SECOND));
    assertThat(recent.contains(trace(), 29 * SECOND)).isFalse();
  }

  @Test
  void traces_moreThanThereArePlaces_forgetTheOldestOnly() {
    RecentlyKept recent = new RecentlyKept(1);
    String[] traces = Stream.generate(this::trace).limit(5_000).toArray(String[]::new);
    for (int i = 0; i < traces.length; i++) {
      recent.add(traces[i], i);
      assertThat(recent.contains(traces[i], i)).as("seed " + seed).isTrue();
    }
    assertThat(Stream.of(traces).filter(trace -> recent.contains(trace, traces.length)).count())
        .as("seed " + seed)
        .isBetween(200L, 256L);
  }
}
