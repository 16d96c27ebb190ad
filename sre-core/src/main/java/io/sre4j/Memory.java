package io.sre4j;

import io.sre4j.alert.AlertTransition;
import io.sre4j.fleet.FleetReader;
import io.sre4j.fleet.FleetWindow;
import io.sre4j.fleet.PrometheusHistory;
import io.sre4j.history.SloHistory;
import io.sre4j.history.Snapshot;
import io.sre4j.slo.DurationText;
import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.slo.Slo;
import io.sre4j.store.SnapshotStore;
import io.sre4j.store.Store;
import io.sre4j.store.StoreStatus;
import io.sre4j.time.Tick;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What an engine remembers of the run before, and leaves to the next. Copies counts under the
 * engine's lock, some SLOs at a time, so that the ticker waits for those at most; the rest is done
 * without it.
 */
final class Memory {
  private static final int MIN_TICKS = 4;
  // The clock of this run may be a little behind that of the one before.
  private static final Duration MOST_BACK = Duration.ofHours(1);
  private static final int SLOS_AT_ONCE = 64;

  private final @Nullable SnapshotStore store;
  private final @Nullable Snapshot before;
  private final Recollection recollection;
  private volatile @Nullable FleetReader fleet;

  private Memory(
      @Nullable SnapshotStore store, @Nullable Snapshot before, Recollection recollection) {
    this.store = store;
    this.before = before;
    this.recollection = recollection;
  }

  /**
   * Reads what the run before has left.
   *
   * @param settings none for an engine that remembers nothing
   * @throws InvalidDefinitionException if less may be lost than a store can keep
   */
  static Memory open(@Nullable Store settings, Tick now, Duration tick) {
    if (settings == null) {
      return new Memory(null, null, new Recollection());
    }
    if (settings.loss().compareTo(tick.multipliedBy(MIN_TICKS)) < 0) {
      throw new InvalidDefinitionException(
          "store.loss",
          DurationText.format(settings.loss()),
          "must be at least " + MIN_TICKS + " ticks of " + DurationText.format(tick));
    }
    SnapshotStore store = SnapshotStore.open(settings);
    Snapshot before = store.newest().orElse(null);
    if (before != null && before.at().isAfter(now.at().plus(MOST_BACK))) {
      store.note("the snapshot of " + before.at() + " is not used: it is " + now.at() + " now");
      before = null;
    }
    if (before != null) {
      Duration gap = Duration.between(before.at(), now.at());
      store.resumed(before.at(), gap.isNegative() ? Duration.ZERO : gap);
    }
    return new Memory(store, before, new Recollection(before, store::note));
  }

  /** What is left to claim. */
  Recollection recollection() {
    return recollection;
  }

  /** The snapshot that the time line goes on from. */
  @Nullable Snapshot before() {
    return before;
  }

  /**
   * Says what is left unclaimed, and starts to write, if there is a store.
   *
   * @param tick the engine's; none to write at the end only
   */
  void start(Supplier<Snapshot> snapshots, @Nullable Duration tick) {
    recollection.noteUnclaimed();
    if (store != null && tick != null) {
      store.start(snapshots, tick);
    }
  }

  /** Starts to read what the fleet has counted, if there is a source. */
  void readFleet(@Nullable PrometheusHistory source, List<Slo> slos, Instant now) {
    if (source != null) {
      fleet = FleetReader.start(source, slos, now);
    }
  }

  /** What was read of it by now. */
  Map<String, FleetWindow> fleet() {
    FleetReader reader = fleet;
    return reader == null ? Map.of() : reader.windows();
  }

  /**
   * A copy of what was counted so far.
   *
   * @param ends is told of alerts of the run before that nobody has claimed until now
   */
  Snapshot snapshot(
      Roster roster, Timekeeper time, ReentrantLock lock, Consumer<AlertTransition> ends) {
    List<SloHistory> histories = new ArrayList<>();
    List<SloUnit> slos = List.of();
    for (int from = 0; from == 0 || from < slos.size(); from += SLOS_AT_ONCE) {
      lock.lock();
      try {
        slos = from == 0 ? roster.slos() : slos;
        for (SloUnit slo : slos.subList(from, Math.min(slos.size(), from + SLOS_AT_ONCE))) {
          histories.add(slo.history());
        }
      } finally {
        lock.unlock();
      }
    }
    lock.lock();
    try {
      recollection.forget(time.asOf()).forEach(ends);
      return new Snapshot(time.end(), time.asOf(), histories);
    } finally {
      lock.unlock();
    }
  }

  /** What was done so far; empty without a store. */
  Optional<StoreStatus> status() {
    return Optional.ofNullable(store).map(SnapshotStore::status);
  }

  /** Writes a last snapshot, waiting for the disk, and lets go of the store. */
  void close(Supplier<Snapshot> last) {
    if (store != null) {
      store.write(last);
    }
    close();
  }

  /** Lets go of the store. */
  void close() {
    FleetReader reader = fleet;
    if (reader != null) {
      reader.close();
    }
    if (store != null) {
      store.close();
    }
  }
}
