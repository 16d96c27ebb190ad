package io.sre4j.store;

import io.sre4j.history.AlertHistory;
import io.sre4j.history.CourseHistory;
import io.sre4j.history.Grid;
import io.sre4j.history.SloHistory;
import io.sre4j.history.SloHistory.ObjectiveHistory;
import io.sre4j.history.Snapshot;
import io.sre4j.history.TimelineHistory;
import io.sre4j.history.TimelineHistory.Ledger;
import io.sre4j.history.TimelineHistory.Measured;
import io.sre4j.history.Track;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads the body of format 2, the mirror of {@link BodyEncoder}. Every number on which an index, a
 * length or a division depends is checked here, so that who uses the values need not.
 */
final class BodyDecoder {
  private static final int MAX_SLOS = 10_000;
  private static final int MAX_OBJECTIVES = 16;
  private static final int MAX_LABELS = 16;
  private static final int MAX_RINGS = 64;
  private static final int MAX_SLOTS = 200;
  private static final int MAX_RULES = 1_000;
  private static final int MAX_SUMS = 16;
  // A hundred years around the epoch and some: sums and differences of two do not overflow.
  private static final long FAR = 1L << 62;
  private static final long LAST_HOUR = FAR / Duration.ofHours(1).toNanos();
  private static final long LONGEST_SLOT = 1L << 50;
  private static final double MOST_SUM = 1e6;
  private static final double MOST_DISPERSION = 10;
  private static final double MOST_FACTOR = Double.MAX_VALUE;
  private static final long LONGEST_HOLD = Duration.ofDays(90).toNanos();

  private final Decoder in;
  private final List<Measured> known = new ArrayList<>();
  private long end;

  BodyDecoder(Decoder in) {
    this.in = in;
  }

  Snapshot read() throws CorruptSnapshotException {
    end = position();
    Instant at = in.readInstant();
    int count = in.readCount(MAX_SLOS, "SLOs");
    List<SloHistory> slos = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      slos.add(slo());
    }
    in.expectEnd();
    return new Snapshot(end, at, slos);
  }

  private long position() throws CorruptSnapshotException {
    return in.readLong(-FAR, FAR, "a position");
  }

  private SloHistory slo() throws CorruptSnapshotException {
    String name = in.readText();
    String window = in.readText();
    String budgeting = in.readText();
    Map<String, String> labels = labels();
    int count = in.readCount(MAX_OBJECTIVES, "objectives");
    List<ObjectiveHistory> objectives = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      objectives.add(objective());
    }
    return new SloHistory(name, window, budgeting, labels, objectives, alerts());
  }

  private Map<String, String> labels() throws CorruptSnapshotException {
    int count = in.readCount(MAX_LABELS, "labels");
    Map<String, String> labels = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      labels.put(in.readText(), in.readText());
    }
    return labels;
  }

  private ObjectiveHistory objective() throws CorruptSnapshotException {
    return new ObjectiveHistory(in.readText(), in.readText(), in.readText(), timeline(), course());
  }

  private TimelineHistory timeline() throws CorruptSnapshotException {
    Measured measured = measured();
    Grid grid = measured.grid();
    return new TimelineHistory(
        measured,
        track(grid),
        in.readLong(Long.MIN_VALUE / 2, FAR, "the last gap"),
        ledger(grid),
        in.readBoolean() ? ledger(grid) : null,
        in.readBoolean()
            ? new TimelineHistory.Slice(in.readLong(), in.readLong(), in.readLong())
            : null,
        in.readBoolean(),
        in.readLong(),
        in.readLong());
  }

  private Measured measured() throws CorruptSnapshotException {
    int number = (int) in.readLong(0, known.size(), "the number of a grid");
    if (number == known.size()) {
      Grid grid = grid(end);
      Instant at = in.readInstant();
      long created = in.readLong(-FAR, grid.now(), "the beginning");
      known.add(new Measured(grid, at, created, track(grid)));
    }
    return known.get(number);
  }

  private Grid grid(long latest) throws CorruptSnapshotException {
    long now = in.readLong(-FAR, latest, "the position of a grid");
    int rings = in.readCount(MAX_RINGS, "rings");
    long[] slotNanos = new long[rings];
    int[] slots = new int[rings];
    for (int ring = 0; ring < rings; ring++) {
      long shorter = ring == 0 ? 0 : slotNanos[ring - 1];
      slotNanos[ring] = in.readLong(shorter + 1, LONGEST_SLOT, "the length of a slot");
      slots[ring] = (int) in.readLong(1, MAX_SLOTS, "the number of slots");
    }
    return new Grid(now, slotNanos, slots);
  }

  private Ledger ledger(Grid grid) throws CorruptSnapshotException {
    Track good = track(grid);
    Track bad = track(grid);
    Track excluded = in.readBoolean() ? track(grid(grid.now())) : Track.NONE;
    return new Ledger(good, bad, excluded, in.readBoolean() ? page() : null);
  }

  private TimelineHistory.Page page() throws CorruptSnapshotException {
    return new TimelineHistory.Page(
        in.readInstant(), in.readLong(), in.readLong(), in.readLong(), in.readLong());
  }

  private Track track(Grid grid) throws CorruptSnapshotException {
    if (!in.readBoolean()) {
      return Track.NONE;
    }
    long total = in.readLong();
    long[][] counts = new long[grid.rings()][];
    for (int ring = 0; ring < counts.length; ring++) {
      counts[ring] = new long[in.readCount(grid.slots(ring) + 1, "slots")];
      for (int back = 0; back < counts[ring].length; back++) {
        counts[ring][back] = in.readLong();
      }
    }
    return new Track(grid, total, counts);
  }

  private CourseHistory course() throws CorruptSnapshotException {
    int count = in.readCount(MAX_SUMS, "sums");
    List<CourseHistory.Sum> sums = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      sums.add(new CourseHistory.Sum(in.readDouble(0, MOST_SUM, "a sum"), onset()));
    }
    return new CourseHistory(sums, onset(), clusters());
  }

  private Optional<CourseHistory.Onset> onset() throws CorruptSnapshotException {
    return in.readBoolean()
        ? Optional.of(new CourseHistory.Onset(in.readInstant(), position(), in.readLong()))
        : Optional.empty();
  }

  private CourseHistory.Clusters clusters() throws CorruptSnapshotException {
    String totals = in.readHours(CourseHistory.Clusters.HOURS);
    String bads = in.readHours(CourseHistory.Clusters.HOURS);
    if (!bads.isEmpty() && totals.isEmpty()) {
      throw new CorruptSnapshotException("there are hours of bad events without their totals");
    }
    long running = in.readLong(Long.MIN_VALUE, LAST_HOUR, "an hour");
    return new CourseHistory.Clusters(
        totals,
        bads,
        running,
        in.readLong(),
        in.readLong(),
        in.readBoolean(),
        in.readLong(),
        in.readLong(Long.MIN_VALUE, running, "the last settled hour"),
        in.readDouble(1, MOST_DISPERSION, "a dispersion"));
  }

  private AlertHistory alerts() throws CorruptSnapshotException {
    boolean burning = in.readBoolean();
    boolean incident = in.readBoolean();
    int count = in.readCount(MAX_RULES, "rules");
    List<AlertHistory.Rule> rules = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      String id = in.readText();
      double factor = in.readDouble(0, MOST_FACTOR, "a factor");
      Duration holdFor = Duration.ofNanos(in.readLong(0, LONGEST_HOLD, "a hold time"));
      AlertHistory.Phase phase =
          new AlertHistory.Phase(kind(), in.readInstant(), in.readLong(-FAR, FAR, "a position"));
      rules.add(
          new AlertHistory.Rule(
              id,
              factor,
              holdFor,
              phase,
              in.readBoolean() ? Optional.of(in.readInstant()) : Optional.empty()));
    }
    return new AlertHistory(burning, incident, rules);
  }

  private AlertHistory.Kind kind() throws CorruptSnapshotException {
    int ordinal = in.readByte();
    if (ordinal >= AlertHistory.Kind.values().length) {
      throw new CorruptSnapshotException("the state of a rule is " + ordinal);
    }
    return AlertHistory.Kind.values()[ordinal];
  }
}
