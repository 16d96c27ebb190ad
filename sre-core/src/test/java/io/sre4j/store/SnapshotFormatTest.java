package io.sre4j.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sre4j.SreEngine;
import io.sre4j.alert.AlertEvaluator;
import io.sre4j.budget.ErrorBudget.Exhaustion;
import io.sre4j.history.AlertHistory;
import io.sre4j.history.CourseHistory;
import io.sre4j.history.Grid;
import io.sre4j.history.SloHistory;
import io.sre4j.history.SloHistory.ObjectiveHistory;
import io.sre4j.history.Snapshot;
import io.sre4j.history.TimelineHistory;
import io.sre4j.history.Track;
import io.sre4j.sli.BadEvent;
import io.sre4j.sli.Outcome;
import io.sre4j.sli.SliRecorder;
import io.sre4j.slo.Budgeting;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Sli;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import io.sre4j.slo.TimeWindow;
import io.sre4j.time.FakeTime;
import io.sre4j.time.Span;
import io.sre4j.timeline.Cause;
import io.sre4j.timeline.SloTimeline;
import io.sre4j.timeline.Timelines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes that are damaged: never taken for a snapshot, never another exception. */
class SnapshotFormatTest {
  private static final Instant START = Instant.parse("2026-11-23T09:00:00Z");
  static final List<Slo> SLOS =
      List.of(
          Slo.builder("plain").objective(Objective.availability("e", Target.of("99%"))).build(),
          Slo.builder("page")
              .objective(Objective.latency("e", Duration.ofMillis(5), Target.of("95%")))
              .window(TimeWindow.parse("month"))
              .build(),
          Slo.builder("slices")
              .objective(Objective.availability("e", Target.of("99%")))
              .budgeting(Budgeting.ratioTimeslices(Duration.ofSeconds(10)))
              .build());

  @TempDir Path directory;

  /** What an engine wrote that burned, was restarted and saw events excluded. */
  private byte[] written() throws IOException {
    return written(directory, SLOS, 8_000);
  }

  static byte[] written(Path directory, List<Slo> slos, int ticks) throws IOException {
    FakeTime time = new FakeTime(START);
    for (int run = 0; run < 2; run++) {
      SreEngine.Builder builder = SreEngine.builder().timeSource(time).manualTicks();
      builder.sli(Sli.events("e")).store(Store.in(directory));
      slos.forEach(builder::slo);
      SreEngine engine = builder.build();
      SliRecorder recorder = engine.recorder("e");
      for (int i = 0; i < ticks; i++) {
        recorder.record(i % 3 == 0 ? Outcome.BAD : Outcome.GOOD, 1_000_000L * (i % 10));
        recorder.record(i % 100 == 0 ? Outcome.EXCLUDED : Outcome.GOOD, 1);
        time.advance(Duration.ofSeconds(1));
        engine.tick();
      }
      engine.close();
      time.advance(Duration.ofMinutes(10));
    }
    return Files.readAllBytes(directory.resolve("slot-0").resolve("snapshot-0"));
  }

  private static Snapshot read(byte[] bytes) throws CorruptSnapshotException {
    return SnapshotFormat.read(bytes).open();
  }

  @Test
  void encode_whatWasRead_isTheSameBytes() throws Exception {
    byte[] bytes = written();
    System.out.println(bytes.length + " bytes for 3 SLOs");
    Snapshot snapshot = read(bytes);
    assertThat(snapshot.slos()).hasSize(3);
    assertThat(SnapshotFormat.encode(snapshot, 2)).isEqualTo(bytes);
  }

  @Test
  void read_truncatedAnywhere_isRefused() throws IOException {
    byte[] bytes = written();
    for (int length = 0; length < bytes.length; length++) {
      byte[] torn = Arrays.copyOf(bytes, length);
      assertThatExceptionOfType(CorruptSnapshotException.class)
          .as("the first %d bytes", length)
          .isThrownBy(() -> read(torn));
    }
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
    assertThatExceptionOfType(CorruptSnapshotException.class).isThrownBy(() -> read(longer));
  }

  @Test
  void read_anyBitFlipped_isRefused() throws IOException {
    byte[] bytes = written();
    int refused = 0;
    for (int bit = 0; bit < 8 * bytes.length; bit++) {
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
      try {
        read(bytes);
      } catch (CorruptSnapshotException e) {
        refused++;
      }
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
    }
    assertThat(refused).isEqualTo(8 * bytes.length);
  }

  @Test
  void read_numberOutOfRange_isRefused() {
    for (long number : new long[] {Long.MIN_VALUE, 0, Long.MAX_VALUE}) {
      byte[] sealed = SnapshotFormat.seal(new byte[0], number, SnapshotFormat.VERSION);
      assertThatExceptionOfType(CorruptSnapshotException.class)
          .isThrownBy(() -> SnapshotFormat.read(sealed))
          .withMessageContaining("number");
    }
  }

  @Test
  void read_slotsThatCannotBe_areRefused() {
    long[][] lengths = {{0}, {-5}, {5, 5}, {5, 4}, {1L << 51}};
    for (long[] slotNanos : lengths) {
      refuse(new Grid(5, slotNanos, new int[] {60, 60}), Arrays.toString(slotNanos));
    }
    for (int slots : new int[] {0, -1, 201, Integer.MAX_VALUE}) {
      refuse(new Grid(5, new long[] {1}, new int[] {slots}), slots + " slots");
    }
    refuse(new Grid(6, new long[] {1}, new int[] {60}), "a tick after the last");
  }

  @Test
  void read_hoursThatCannotBe_areRefused() {
    Grid grid = new Grid(5, new long[] {1}, new int[] {60});
    String hours = "a".repeat(CourseHistory.Clusters.HOURS);
    for (String wrong : List.of("a", hours.substring(1), hours + "a")) {
      refuse(grid, wrong, wrong, wrong.length() + " hours");
    }
    refuse(grid, "", hours, "hours of bad events only");
  }

  private static void refuse(Grid grid, String what) {
    refuse(grid, "", "", what);
  }

  private static void refuse(Grid grid, String totals, String bads, String what) {
    TimelineHistory.Ledger nothing =
        new TimelineHistory.Ledger(Track.NONE, Track.NONE, Track.NONE, null);
    TimelineHistory timeline =
        new TimelineHistory(
            new TimelineHistory.Measured(grid, START, 0, Track.NONE),
            Track.NONE,
            0,
            nothing,
            null,
            null,
            true,
            0,
            0);
    CourseHistory course =
        new CourseHistory(
            List.of(),
            Optional.empty(),
            new CourseHistory.Clusters(totals, bads, 0, 0, 0, false, 0, 0, 1));
    ObjectiveHistory objective = new ObjectiveHistory("e", "events", "0.99", timeline, course);
    SloHistory slo =
        new SloHistory("s", "30d", "", Map.of(), List.of(objective), AlertHistory.NONE);
    byte[] bytes = SnapshotFormat.encode(new Snapshot(5, START, List.of(slo)), 1);
    assertThatExceptionOfType(CorruptSnapshotException.class)
        .as(what)
        .isThrownBy(() -> read(bytes));
  }

  /** Without the checksum's help: whoever can write to the directory can make it right. */
  @Test
  void read_mutatedBodyWithARightChecksum_onlyTheDeclaredExceptionAndUsableValues()
      throws IOException {
    long seed = 20_261_123;
    System.out.println("seed " + seed);
    SplittableRandom random = new SplittableRandom(seed);
    byte[] bytes = written();
    byte[] body = Arrays.copyOfRange(bytes, SnapshotFormat.HEAD, bytes.length);
    int readable = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] mutated = mutate(body, random);
      try {
        Snapshot snapshot = read(SnapshotFormat.seal(mutated, 1, SnapshotFormat.VERSION));
        readable++;
        use(snapshot);
      } catch (CorruptSnapshotException e) {
        assertThat(e.getMessage()).isNotBlank();
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ", mutation " + i, e);
      }
    }
    System.out.println(readable + " of 20000 mutations are readable");
    assertThat(readable).isBetween(1_000, 19_000);
  }

  private static byte[] mutate(byte[] body, SplittableRandom random) {
    byte[] mutated = body.clone();
    int most = random.nextInt(1, 4);
    for (int i = 0; i < most; i++) {
      int at = random.nextInt(random.nextBoolean() ? 300 : mutated.length);
      switch (random.nextInt(5)) {
        case 0 -> mutated[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> mutated[at] = (byte) random.nextInt(256);
        case 2 -> mutated[at] = (byte) 0xFF;
        case 3 -> mutated = cut(mutated, at, random.nextInt(1, 9));
        default -> Arrays.fill(mutated, at, Math.min(mutated.length, at + 9), (byte) 0xFF);
      }
    }
    return mutated;
  }

  private static byte[] cut(byte[] bytes, int at, int length) {
    byte[] shorter = new byte[Math.max(at, bytes.length - length)];
    System.arraycopy(bytes, 0, shorter, 0, at);
    System.arraycopy(
        bytes,
        Math.min(bytes.length, at + length),
        shorter,
        at,
        Math.max(0, bytes.length - at - length));
    return shorter;
  }

  /** Takes over everything, as an engine does, and reads it. */
  static void use(Snapshot snapshot) {
    Timelines timelines = new Timelines();
    for (SloHistory slo : snapshot.slos()) {
      for (ObjectiveHistory objective : slo.objectives()) {
        for (Slo present : SLOS) {
          use(timelines, slo, objective, present, snapshot.end() + 1_000_000_000);
        }
      }
    }
  }

  private static void use(
      Timelines timelines, SloHistory slo, ObjectiveHistory objective, Slo present, long end) {
    SloTimeline timeline = timelines.resume(present, objective.timeline(), end, START);
    AlertEvaluator alerts =
        new AlertEvaluator(present, List.of(timeline), new NothingKnown(), START);
    alerts.resume(slo.alerts());
    alerts.resumeCourse(0, objective.course());
    Span span = new Span(end + 9, end + 4, 9, START.plusNanos(9));
    timeline.tick(span, 1, 1, 1);
    alerts.tick(span);
    for (int w = SloTimeline.PERIOD; w < timeline.windows().size(); w++) {
      assertThat(timeline.counts(w).coverage()).isLessThanOrEqualTo(1);
    }
    assertThat(timeline.events()).isNotNull();
    assertThat(alerts.status()).hasSameSizeAs(present.alerting().rules());
  }

  private static final class NothingKnown implements AlertEvaluator.Witness {
    @Override
    public List<Cause> causes() {
      return List.of();
    }

    @Override
    public List<BadEvent> lastBad() {
      return List.of();
    }

    @Override
    public Optional<Exhaustion> exhaustion() {
      return Optional.empty();
    }
  }
}
