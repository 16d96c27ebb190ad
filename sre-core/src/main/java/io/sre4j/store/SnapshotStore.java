package io.sre4j.store;

import io.sre4j.history.Snapshot;
import io.sre4j.slo.DurationText;
import io.sre4j.time.TimeSource;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the snapshot of the run before, and writes those of this one on a thread of its own.
 *
 * <p><em>State</em>: guarded by this object's monitor; a snapshot is an immutable value. <em>
 * Progress</em>: whoever asks for the status, and {@link #close()}, wait for a write that is going
 * on; nobody else ever waits for the disk. <em>Loss and lag bound</em>: what was counted since the
 * last snapshot; what cannot be written is warned about once and tried again. <em>Why not
 * simpler</em>: it is.
 */
public final class SnapshotStore implements AutoCloseable {
  private static final Logger LOG = System.getLogger(SnapshotStore.class.getName());
  private static final int MAX_NOTES = 100;

  private final Store settings;
  private final List<String> notes = new ArrayList<>();
  private @Nullable ScheduledThreadPoolExecutor writer;
  private @Nullable Slot slot;
  private @Nullable String problem;
  private @Nullable Instant resumedFrom;
  private Duration gap = Duration.ZERO;
  private @Nullable Instant lastWritten;
  private long lastEnd = Long.MIN_VALUE;
  private boolean slow;
  private boolean closed;
  private long written;
  private long failed;
  private long bytes;

  private SnapshotStore(Store settings) {
    this.settings = settings;
  }

  /** Takes a slot and reads it. Never throws for what is on the disk: that is warned about. */
  public static SnapshotStore open(Store settings) {
    SnapshotStore store = new SnapshotStore(settings);
    try {
      store.slot = Slot.take(settings.directory(), store::note);
    } catch (IOException | RuntimeException e) {
      store.warn(e);
    }
    return store;
  }

  /** The newest snapshot of the run before. */
  public synchronized Optional<Snapshot> newest() {
    return slot == null ? Optional.empty() : slot.newest();
  }

  /** Remembers that a snapshot was taken over. */
  public synchronized void resumed(Instant from, Duration unmeasured) {
    resumedFrom = from;
    gap = unmeasured;
    LOG.log(
        Level.INFO,
        "goes on from {0}; the time since then, {1}, was not measured",
        from,
        DurationText.format(unmeasured.truncatedTo(ChronoUnit.SECONDS)));
  }

  /** Remembers what cannot be taken over, and logs it. */
  public synchronized void note(String note) {
    LOG.log(Level.WARNING, note);
    if (notes.size() < MAX_NOTES) {
      notes.add(note);
    }
  }

  /** Writes as often as the bound of the loss asks for. */
  public synchronized void start(Supplier<Snapshot> snapshots, Duration tick) {
    ScheduledThreadPoolExecutor executor =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread thread = new Thread(work, "sre4j-store");
              thread.setDaemon(true);
              return thread;
            });
    long nanos = settings.period().toNanos();
    long spare = settings.loss().minus(tick).toNanos() - nanos;
    ScheduledFuture<?> unused =
        executor.scheduleAtFixedRate(
            () -> writeInTime(snapshots, spare), nanos, nanos, TimeUnit.NANOSECONDS);
    writer = executor;
  }

  private void writeInTime(Supplier<Snapshot> snapshots, long spare) {
    long before = TimeSource.nanoTime();
    write(snapshots);
    if (TimeSource.nanoTime() - before > spare) {
      tellSlow();
    }
  }

  private synchronized void tellSlow() {
    if (!slow && problem == null) {
      slow = true;
      LOG.log(
          Level.WARNING,
          "writing a snapshot took so long that more than {0} may be lost; this is logged once",
          settings.loss());
    }
  }

  /** Writes a snapshot now. Never throws: what fails is warned about once, and counted. */
  public void write(Supplier<Snapshot> snapshots) {
    try {
      Snapshot snapshot = snapshots.get();
      write(snapshot);
    } catch (IOException | RuntimeException e) {
      warn(e);
    }
  }

  private synchronized void write(Snapshot snapshot) throws IOException {
    if (closed || snapshot.end() < lastEnd) {
      return; // Whoever closes the store writes the last one, also while this thread was copying.
    }
    Slot mine = slot;
    if (mine != null && !mine.isOurs()) {
      note("the slot " + mine.directory() + " has vanished or was replaced; one is taken anew");
      mine.close();
      mine = null;
      slot = null;
    }
    if (mine == null) {
      mine = Slot.take(settings.directory(), this::note);
      slot = mine;
    }
    bytes = mine.write(snapshot);
    written++;
    lastWritten = snapshot.at();
    lastEnd = snapshot.end();
    if (problem != null) {
      problem = null;
      LOG.log(Level.INFO, "snapshots are written again, to {0}", mine.directory());
    }
  }

  private synchronized void warn(Exception e) {
    failed++;
    if (problem == null) {
      LOG.log(
          Level.WARNING,
          "a snapshot could not be read or written in "
              + settings.directory()
              + "; counting goes on, and this is logged once",
          e);
    }
    problem = e.toString();
  }

  /** What was done so far. */
  public synchronized StoreStatus status() {
    return new StoreStatus(
        Optional.ofNullable(slot).map(Slot::directory),
        Optional.ofNullable(resumedFrom),
        gap,
        notes,
        written,
        failed,
        Optional.ofNullable(lastWritten),
        bytes,
        Optional.ofNullable(problem));
  }

  /** Stops writing and lets go of the slot. A last snapshot is to be written before. */
  @Override
  public void close() {
    ScheduledThreadPoolExecutor executor = writer;
    if (executor != null) {
      executor.shutdown();
    }
    release();
  }

  private synchronized void release() {
    closed = true;
    try {
      if (slot != null) {
        slot.close();
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "a lock was not given back", e);
    }
  }
}
