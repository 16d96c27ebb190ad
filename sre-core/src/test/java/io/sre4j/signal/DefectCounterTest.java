package io.sre4j.signal;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.sre4j.finding.Defect;
import io.sre4j.finding.Example;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DefectCounterTest {
  private static final long SEED = 20_261_123;
  private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final SignalDrain drain = new SignalDrain(NOW);
  private final DefectCounter leaks = drain.signals().of(Defect.SCOPE_LEAK);
  private final Map<String, long[]> collected = new HashMap<>();
  private final Map<String, DefectSubject> subjects = new HashMap<>();

  private void collect() {
    drain.collect(NOW);
    drain.defects((defect, subject, inspected, found) -> {
      if (defect == Defect.SCOPE_LEAK) {
        subjects.put(subject.name(), subject);
        long[] sum = collected.computeIfAbsent(subject.name(), name -> new long[2]);
        sum[0] += inspected;
        sum[1] += found;
      } else {
        assertThat(inspected + found).as(defect.name()).isZero();
      }
    });
  }

  @Test
  void of_sameDefect_isSameCounter() {
    assertThat(drain.signals().of(Defect.SCOPE_LEAK)).isSameAs(leaks);
    assertThat(drain.signals().of(Defect.STARTED_LATE)).isNotSameAs(leaks);
  }

  @Test
  void found_subjects_areCountedEachOnce() {
    leaks.inspected();
    leaks.inspected("tomcat");
    leaks.inspected("tomcat");
    leaks.found("tomcat", "0af7651916cd43dd8448eb211c80319c");
    leaks.found(null, null);
    leaks.found("", null);
    collect();
    collect();
    assertThat(collected.get("")).containsExactly(1, 2);
    assertThat(collected.get("tomcat")).containsExactly(2, 1);
    assertThat(collected.get(DefectCounter.OTHER)).containsExactly(0, 0);
    assertThat(subjects.get("tomcat").examples())
        .containsExactly(new Example("0af7651916cd43dd8448eb211c80319c", "tomcat"));
    assertThat(subjects.get("").examples()).isEmpty();
  }

  @Test
  void found_tooManySubjects_theRestIsOther() {
    for (int i = 0; i < 100; i++) {
      leaks.found("scope " + i, null);
    }
    leaks.found("scope 0", null);
    collect();
    assertThat(collected).hasSize(DefectCounter.MAX_SUBJECTS + 2);
    assertThat(collected.get("scope 0")).containsExactly(0, 2);
    assertThat(collected.get("scope 63")).containsExactly(0, 1);
    assertThat(collected.get(DefectCounter.OTHER)).containsExactly(0, 36);
  }

  /** Where the subject is a route there may be as many as there are routes. */
  @Test
  void found_manyRoutes_areToldApart() {
    SignalDrain routes = new SignalDrain(NOW);
    DefectCounter roots = routes.signals().of(Defect.INTERNAL_ROOT);
    for (int i = 0; i < RouteCounters.MAX_ROUTES + 5; i++) {
      roots.found("GET /" + i, null);
    }
    Map<String, Integer> found = new HashMap<>();
    routes.collect(NOW);
    routes.defects(
        (defect, subject, inspected, grown) -> found.merge(subject.name(), grown, Math::max));
    assertThat(found).containsEntry("GET /999", 1).containsEntry(DefectCounter.OTHER, 5);
  }

  @Test
  void found_longSubject_isCut() {
    leaks.found("x".repeat(300), null);
    leaks.found("x".repeat(400), null);
    collect();
    assertThat(collected.get("x".repeat(200))).containsExactly(0, 2);
  }

  @Test
  void examples_many_areTheLastEight() {
    for (int i = 0; i < 20; i++) {
      leaks.found("tomcat", null, "detail " + i);
    }
    collect();
    assertThat(subjects.get("tomcat").examples())
        .extracting(Example::where)
        .containsExactly(
            "detail 19",
            "detail 18",
            "detail 17",
            "detail 16",
            "detail 15",
            "detail 14",
            "detail 13",
            "detail 12");
  }

  @Test
  void wantsSubject_aHundredFound_notUntilTheNextSecond() {
    for (int i = 0; i < 100; i++) {
      assertThat(leaks.wantsSubject()).isTrue();
      leaks.found("tomcat", null, "wanted");
    }
    assertThat(leaks.wantsSubject()).isFalse();
    leaks.found("tomcat", null, "not wanted");
    collect();
    assertThat(leaks.wantsSubject()).isTrue();
    assertThat(collected.get("tomcat")).containsExactly(0, 101);
    assertThat(subjects.get("tomcat").examples()).extracting(Example::where).containsOnly("wanted");
  }

  /** Counts of many threads are exactly those of a list of events. */
  @Test
  void counts_manyThreads_areConserved() throws InterruptedException {
    int threads = 4;
    int events = 50_000;
    Map<String, long[]> expected = new HashMap<>();
    List<Thread> running = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      List<String> names = new ArrayList<>();
      SplittableRandom random = new SplittableRandom(SEED + t);
      for (int i = 0; i < events; i++) {
        names.add(random.nextInt(10) == 0 ? "" : "scope " + random.nextInt(30));
      }
      names.forEach(name -> expected.computeIfAbsent(name, key -> new long[2])[0]++);
      names.stream()
          .filter(name -> name.hashCode() % 3 == 0)
          .forEach(name -> expected.computeIfAbsent(name, key -> new long[2])[1]++);
      running.add(new Thread(() -> names.forEach(this::count)));
    }
    running.forEach(Thread::start);
    while (running.stream().anyMatch(Thread::isAlive)) {
      collect();
    }
    for (Thread thread : running) {
      thread.join();
    }
    collect();
    collected.remove(DefectCounter.OTHER);
    assertThat(collected.keySet()).as("seed " + SEED).isEqualTo(expected.keySet());
    expected.forEach((name, counts) -> assertThat(collected.get(name)).as(name).isEqualTo(counts));
  }

  private void count(String name) {
    leaks.inspected(name);
    if (name.hashCode() % 3 == 0) {
      leaks.found(name, null);
    }
  }

  @Test
  void counting_knownSubject_allocatesNothing() {
    Runnable work =
        () -> {
          for (int i = 0; i < 10_000; i++) {
            leaks.inspected();
            leaks.inspected("tomcat");
            leaks.found("tomcat", null);
            drain.signals().spans().started();
            drain.signals().spans().ended(true);
            drain.signals().spans().received();
          }
        };
    work.run();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
      work.run();
      long after = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
      least = Math.min(least, after - before);
    }
    assertThat(least).isLessThan(1_000);
  }
}
