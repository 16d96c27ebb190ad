package io.sre4j.otel.keep;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The traces that are held, by trace id; as many as have a place. */
final class HoldTable {
  /*
   * State. 128 rows of 16 places; a trace id has one row, as an address has in a processor's cache.
   *
   * Progress. A row is guarded by its own monitor, for as long as it takes to look through it. A
   * trace's monitor is taken within a row's, never the other way round.
   *
   * Loss and lag bound. A trace whose row is full is not held: one in 270,000 while 500 are
   * open, one in 150 while 1,000 are (Poisson, 16 or more in a row).
   *
   * Why not simpler. A concurrent map has no bound; open addressing over single places has, but two
   * roots of one trace that begin together would take two.
   */
  private static final int ROWS = 128;
  private static final int PLACES = 16;

  private final @Nullable HeldTrace[][] rows = new HeldTrace[ROWS][PLACES];

  private @Nullable HeldTrace[] row(String traceId) {
    int hash = traceId.hashCode();
    return rows[(hash ^ hash >>> 16) & ROWS - 1];
  }

  /** Opens a local root of a trace; false if there is no place. */
  boolean open(String traceId, long now) {
    @Nullable HeldTrace[] row = row(traceId);
    synchronized (row) {
      int free = -1;
      for (int i = 0; i < PLACES; i++) {
        HeldTrace trace = row[i];
        if (trace == null) {
          free = i;
        } else if (trace.traceId().equals(traceId)) {
          if (trace.join()) {
            return true;
          }
          // Decided, and about to leave.
          free = i;
          break;
        }
      }
      if (free < 0) {
        return false;
      }
      row[free] = new HeldTrace(traceId, now);
      return true;
    }
  }

  @Nullable HeldTrace find(String traceId) {
    @Nullable HeldTrace[] row = row(traceId);
    synchronized (row) {
      for (HeldTrace trace : row) {
        if (trace != null && trace.traceId().equals(traceId)) {
          return trace;
        }
      }
      return null;
    }
  }

  void remove(HeldTrace trace) {
    @Nullable HeldTrace[] row = row(trace.traceId());
    synchronized (row) {
      for (int i = 0; i < PLACES; i++) {
        if (row[i] == trace) {
          row[i] = null;
        }
      }
    }
  }

  /** All that are held, in no order. */
  List<HeldTrace> all() {
    List<HeldTrace> all = new ArrayList<>();
    for (@Nullable HeldTrace[] row : rows) {
      synchronized (row) {
        for (HeldTrace trace : row) {
          if (trace != null) {
            all.add(trace);
          }
        }
      }
    }
    return all;
  }
}
