package io.sre4j.benchmarks.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.sre4j.sli.Outcome;
import io.sre4j.sli.SliRecorder;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/**
 * What tells an owner from others without looking inside: the first event of an owner makes cells
 * of its own, while one that owns nothing adds to cells that are there.
 */
class SharedRecordBenchmarkTest {
  private static final int THREADS = 64;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void occupy_threadsThatComeLater_ownNothing() throws InterruptedException {
    SharedRecordBenchmark.Taken taken = new SharedRecordBenchmark.Taken();
    taken.occupy();
    makeAllSharedCells(taken.recorder);

    for (int i = 0; i < THREADS; i++) {
      assertThat(allocatedByFirstEvent(taken.recorder)).isZero();
    }
    taken.leave();
    taken.close();
  }

  @Test
  void full_threadsThatComeLater_ownTheirCells() throws InterruptedException {
    RecordBenchmark.Full free = new RecordBenchmark.Full();

    for (int i = 0; i < THREADS; i++) {
      assertThat(allocatedByFirstEvent(free.recorder)).isPositive();
    }
    free.close();
  }

  @Test
  void full_allEventsOnce_countsThem() throws InterruptedException {
    SharedRecordBenchmark.Taken taken = new SharedRecordBenchmark.Taken();
    taken.occupy();
    Events events = EventsTest.filled(0);
    SharedRecordBenchmark benchmark = new SharedRecordBenchmark();
    for (int i = 0; i < Events.COUNT; i++) {
      benchmark.full(taken, events);
    }
    taken.engine.tick();

    long expected = Events.COUNT + SharedRecordBenchmark.Taken.STRIPES;
    assertThat(taken.engine.report().slis().get(0))
        .matches(sli -> sli.good() + sli.bad() == expected)
        .matches(sli -> sli.bad() == EventsTest.bad(events));
    taken.leave();
    taken.close();
  }

  private void makeAllSharedCells(SliRecorder recorder) throws InterruptedException {
    for (int i = 0; i < THREADS; i++) {
      allocatedByFirstEvent(recorder);
    }
  }

  private long allocatedByFirstEvent(SliRecorder recorder) throws InterruptedException {
    long[] bytes = new long[1];
    Thread thread =
        new Thread(() -> {
          long before = threads.getCurrentThreadAllocatedBytes();
          recorder.record(Outcome.GOOD, 1);
          bytes[0] = threads.getCurrentThreadAllocatedBytes() - before;
        });
    thread.start();
    thread.join();
    return bytes[0];
  }
}
