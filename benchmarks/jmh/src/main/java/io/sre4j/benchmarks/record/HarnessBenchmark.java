package io.sre4j.benchmarks.record;

import org.openjdk.jmh.annotations.Benchmark;

/** What every benchmark of an event contains. */
public class HarnessBenchmark extends EventBenchmark {

  /** Walks through the events. */
  @Benchmark
  public long harness(Events events) {
    int i = events.next();
    return events.nanos(i) + events.outcome(i).ordinal();
  }
}
