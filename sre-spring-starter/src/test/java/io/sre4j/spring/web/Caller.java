package io.sre4j.spring.web;

import io.sre4j.spring.web.RunningApplication.Counts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Asks an application for many things at once, and counts what it sees itself. */
final class Caller {
  static final String LEAVES = "/left/";

  private static final int AT_ONCE = 8;

  private final Map<String, Meeting> meetings = new ConcurrentHashMap<>();
  private final AtomicInteger number = new AtomicInteger();

  /** Where a request has arrived and its client leaves. */
  static final class Meeting {
    final CountDownLatch arrived = new CountDownLatch(1);
    final CountDownLatch left = new CountDownLatch(1);
  }

  Meeting meeting(String id) {
    return meetings.computeIfAbsent(id, unused -> new Meeting());
  }

  /**
   * Sends requests in an order of chance. Of each path that ends in a slash there is one per
   * request; clients of {@link #LEAVES} leave once they have arrived.
   *
   * @return what the caller saw: statuses from 500 on are bad, who left is excluded
   */
  Counts call(RunningApplication application, long seed, int requests, String... paths)
      throws Exception {
    Random random = new Random(seed);
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Future<Counts>> calls = new ArrayList<>();
      for (int i = 0; i < requests; i++) {
        String path = paths[random.nextInt(paths.length)];
        calls.add(threads.submit(() -> call(application, path)));
      }
      Counts seen = new Counts(0, 0, 0);
      for (Future<Counts> call : calls) {
        seen = seen.plus(call.get());
      }
      return seen;
    } finally {
      threads.shutdownNow();
    }
  }

  private Counts call(RunningApplication application, String path) {
    String id = String.valueOf(number.incrementAndGet());
    if (path.equals(LEAVES)) {
      Meeting meeting = meeting(id);
      application.getAndLeave(path + id, meeting.arrived);
      meeting.left.countDown();
      return Counts.EXCLUDED;
    }
    int status = application.get(path.endsWith("/") ? path + id : path).statusCode();
    return status >= 500 ? Counts.BAD : Counts.GOOD;
  }
}
