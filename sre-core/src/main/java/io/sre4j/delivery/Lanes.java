package io.sre4j.delivery;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue of notices that keeps the order within each alert: one lane for each alert that
 * has something waiting, served in turn. Not thread-safe.
 */
final class Lanes {
  private final int capacity;
  private final Map<String, Deque<AlertNotice>> lanes = new LinkedHashMap<>();
  private int size;

  Lanes(int capacity) {
    this.capacity = capacity;
  }

  /** Notices that wait, and the one that was taken. */
  int size() {
    return size;
  }

  /** Whether there is nothing to take. */
  boolean isEmpty() {
    return lanes.isEmpty();
  }

  /** Whether something of this alert waits, but for the notice that was taken. */
  boolean holds(String key) {
    return lanes.containsKey(key);
  }

  /**
   * Adds a notice. If there is no room, the oldest that a later one of the same alert overtakes
   * makes it, of the new one's own alert first; so the newest state of an alert survives.
   *
   * @return what had to go, the new one if nothing was overtaken; null if there was room
   */
  @Nullable AlertNotice add(AlertNotice notice) {
    AlertNotice overtaken = null;
    if (size >= capacity) {
      overtaken = overtaken(notice.key());
      if (overtaken == null) {
        return notice;
      }
      size--;
    }
    lane(notice.key()).addLast(notice);
    size++;
    return overtaken;
  }

  /** The oldest notice of the alert whose turn it is; then {@link #done} or {@link #putBack}. */
  AlertNotice take() {
    Iterator<Map.Entry<String, Deque<AlertNotice>>> all = lanes.entrySet().iterator();
    Map.Entry<String, Deque<AlertNotice>> first = all.next();
    String key = first.getKey();
    Deque<AlertNotice> lane = first.getValue();
    all.remove();
    AlertNotice notice = lane.removeFirst();
    if (!lane.isEmpty()) {
      lanes.put(key, lane);
    }
    return notice;
  }

  /** The notice that was taken is dealt with. */
  void done() {
    size--;
  }

  /**
   * The notice that was taken shall be the first of its alert again, when all others had a turn.
   */
  void putBack(AlertNotice notice) {
    Deque<AlertNotice> lane = lane(notice.key());
    lane.addFirst(notice);
    lanes.remove(notice.key());
    lanes.put(notice.key(), lane);
  }

  /** Takes away all. */
  void clear() {
    lanes.clear();
    size = 0;
  }

  private Deque<AlertNotice> lane(String key) {
    return lanes.computeIfAbsent(key, k -> new ArrayDeque<>());
  }

  private @Nullable AlertNotice overtaken(String key) {
    Deque<AlertNotice> own = lanes.get(key);
    if (own != null) {
      return own.removeFirst();
    }
    for (Deque<AlertNotice> lane : lanes.values()) {
      if (lane.size() > 1) {
        return lane.removeFirst();
      }
    }
    return null;
  }
}
