package io.sre4j;

import io.sre4j.sli.Outcome;
import io.sre4j.sli.SliRecorder;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Sli;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import io.sre4j.store.Store;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/**
 * A process under load that is going to be killed. Its own log is a mapped file, which outlives it:
 * what it was about to record, what it has recorded, and when.
 */
final class CrashChild {
  static final Duration LOSS = Duration.ofSeconds(1);
  static final int SAMPLES = 8_192;
  static final int ATTEMPTED = 0;
  static final int RECORDED = 8;
  static final int RESTORED = 16;
  static final int READY = 24;
  static final int SAMPLED = 32;
  static final int FIRST_SAMPLE = 64;
  static final int LOG_BYTES = FIRST_SAMPLE + SAMPLES * 16;

  private CrashChild() {}

  public static void main(String[] args) throws Exception {
    MappedByteBuffer log;
    try (FileChannel file =
        FileChannel.open(Path.of(args[1]), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      log = file.map(FileChannel.MapMode.READ_WRITE, 0, LOG_BYTES);
    }
    Slo slo = Slo.builder("s").objective(Objective.availability("e", Target.of("99.9%"))).build();
    SreEngine engine =
        SreEngine.builder()
            .sli(Sli.events("e"))
            .slo(slo)
            .tick(Duration.ofMillis(100))
            .store(Store.in(Path.of(args[0])).loss(LOSS))
            .build();
    log.putLong(RESTORED, counted(engine));
    log.putLong(READY, 1);
    Thread sampler = new Thread(() -> sample(log), "sampler");
    sampler.setDaemon(true);
    sampler.start();
    record(engine.recorder("e"), log);
  }

  private static long counted(SreEngine engine) {
    return engine.status("s").events().good() + engine.status("s").events().bad();
  }

  private static void record(SliRecorder recorder, MappedByteBuffer log) {
    long recorded = 0;
    while (true) {
      for (int i = 0; i < 200; i++) {
        log.putLong(ATTEMPTED, recorded + 1);
        recorder.record(recorded % 10 == 0 ? Outcome.BAD : Outcome.GOOD, 1_000);
        log.putLong(RECORDED, ++recorded);
      }
      LockSupport.parkNanos(200_000);
    }
  }

  private static void sample(MappedByteBuffer log) {
    for (int i = 0; i < SAMPLES; i++) {
      log.putLong(FIRST_SAMPLE + 16 * i, Instant.now().toEpochMilli());
      log.putLong(FIRST_SAMPLE + 16 * i + 8, log.getLong(RECORDED));
      log.putLong(SAMPLED, i + 1);
      LockSupport.parkNanos(1_000_000);
    }
  }
}
