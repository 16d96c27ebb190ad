package io.sre4j;

import io.sre4j.report.SloStatus;
import io.sre4j.sli.Outcome;
import io.sre4j.sli.SliRecorder;
import io.sre4j.slo.AlertPolicy;
import io.sre4j.slo.AlertRule;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Severity;
import io.sre4j.slo.Sli;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import io.sre4j.slo.TimeWindow;
import io.sre4j.timeline.WindowCounts;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** A process under load that is going to be stopped: about 1,000 events a second, all bad. */
final class StallChild {
  private static final AtomicLong RECORDED = new AtomicLong();

  private StallChild() {}

  public static void main(String[] args) throws Exception {
    AlertRule rule = AlertRule.of(Severity.PAGE, Duration.ofSeconds(30), Duration.ofSeconds(10), 2);
    SreEngine engine =
        SreEngine.builder()
            .sli(Sli.events("e"))
            .slo(
                Slo.builder("s")
                    .objective(Objective.availability("e", Target.of("99.9%")))
                    .window(TimeWindow.rolling(Duration.ofHours(1)))
                    .alerting(AlertPolicy.of("test", rule))
                    .build())
            .listener(t -> System.out.println("transition " + t.from() + " " + t.to()))
            .build();
    SliRecorder recorder = engine.recorder("e");
    Thread load = new Thread(() -> record(recorder), "load");
    load.setDaemon(true);
    load.start();
    while (System.in.read() >= 0) {
      report(engine);
    }
    load.interrupt();
    load.join();
    engine.close();
    System.out.println("total " + RECORDED.get() + " " + engine.status("s").events().bad());
  }

  private static void record(SliRecorder recorder) {
    while (!Thread.currentThread().isInterrupted()) {
      recorder.record(Outcome.BAD, 1);
      RECORDED.incrementAndGet();
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static void report(SreEngine engine) {
    SloStatus status = engine.status("s");
    WindowCounts half = status.burnRates().get(1).counts();
    System.out.println(
        "counts "
            + half.bad()
            + " "
            + half.coverage()
            + " "
            + half.continuity()
            + " "
            + RECORDED.get()
            + " "
            + status.alerts().get(0).state()
            + " "
            + status.asOf());
  }
}
