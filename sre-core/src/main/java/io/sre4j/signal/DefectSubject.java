package io.sre4j.signal;

import io.sre4j.finding.Example;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** What was counted of one subject of a defect, and the last examples of it. Thread-safe. */
public final class DefectSubject {
  static final int CELLS = 2;
  private static final int EXAMPLES = 8;

  private record Seen(@Nullable String traceId, @Nullable String detail) {}

  private final String name;
  private final CellBoard board;
  private final int first;
  private final AtomicReferenceArray<@Nullable Seen> ring = new AtomicReferenceArray<>(EXAMPLES);
  private final AtomicInteger next = new AtomicInteger();

  DefectSubject(String name, CellBoard board) {
    this.name = name;
    this.board = board;
    this.first = board.allocate(CELLS);
  }

  /** Its name: a scope, a route, a key; empty for what was counted without one. */
  public String name() {
    return name;
  }

  /** Up to 8 examples, the newest first. */
  public List<Example> examples() {
    List<Example> examples = new ArrayList<>();
    int newest = next.get() - 1;
    for (int i = 0; i < EXAMPLES; i++) {
      Seen seen = ring.get(Math.floorMod(newest - i, EXAMPLES));
      if (seen != null) {
        String where = seen.detail == null ? name : seen.detail;
        examples.add(new Example(seen.traceId, where));
      }
    }
    return examples;
  }

  void inspected() {
    board.count(first);
  }

  void found() {
    board.count(first + 1);
  }

  void keep(@Nullable String traceId, @Nullable String detail) {
    if (traceId != null || detail != null) {
      ring.set(Math.floorMod(next.getAndIncrement(), EXAMPLES), new Seen(traceId, detail));
    }
  }

  /** How many were inspected and found since the last time; valid until the next are taken. */
  int[] take() {
    return board.take(first, CELLS);
  }
}
