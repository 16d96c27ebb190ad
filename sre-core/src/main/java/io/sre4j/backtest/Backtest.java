package io.sre4j.backtest;

import io.sre4j.alert.AlertTransition;
import io.sre4j.backtest.BacktestReport.SloResult;
import io.sre4j.report.SloStatus;
import io.sre4j.slo.DurationText;
import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.slo.Slo;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks what SLOs would have said of recorded events, by replaying them through an engine. What it
 * answers is what a service with that engine would have: same windows, same alerts, to the second.
 *
 * <pre>{@code
 * BacktestReport report = Backtest.of(slos).run(Path.of("events.csv.gz"));
 * }</pre>
 *
 * <p>An event file is CSV with the header {@code timestamp,outcome[,latency_ms][,count][,sli]}, in
 * any order of columns, plain or gzip. Timestamps are ISO-8601 with a zone or milliseconds since
 * 1970, in any order within one minute; outcomes are good, bad and excluded; without a count a row
 * is one event, with 0 none. Rows are read one by one and kept for one minute.
 *
 * <p>Immutable; one may run several times.
 */
public final class Backtest {
  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
  private static final long MAX_PAUSE = TimeUnit.DAYS.toNanos(32);
  private static final long MAX_SPAN = TimeUnit.DAYS.toNanos(400);
  private static final long MIN_MOMENT = TimeUnit.SECONDS.toNanos(10);
  private static final long MAX_RATES = 16_000_000;

  private final List<Slo> slos;
  private final Duration tick;
  private final Duration timeline;
  private final boolean recorded;
  private final LongConsumer progress;

  private Backtest(
      List<Slo> slos, Duration tick, Duration timeline, boolean recorded, LongConsumer progress) {
    this.slos = List.copyOf(slos);
    this.tick = tick;
    this.timeline = timeline;
    this.recorded = recorded;
    this.progress = progress;
  }

  /** A backtest with a tick of a second and a timeline of a point each minute. */
  public static Backtest of(List<Slo> slos) {
    return new Backtest(slos, Duration.ofSeconds(1), Duration.ofMinutes(1), false, bytes -> {});
  }

  /** How often the engine looks: from 100 ms to 1 minute, at whole multiples since 1970. */
  public Backtest tick(Duration interval) {
    return new Backtest(slos, interval, timeline, recorded, progress);
  }

  /** How far the points of the timeline are apart, at least a tick. */
  public Backtest timeline(Duration interval) {
    return new Backtest(slos, tick, interval, recorded, progress);
  }

  /**
   * Ticks at the instants of the file's rows and no others, for files that were written tick by
   * tick: rows of one tick have its instant, ticks without events a row with a count of 0.
   */
  public Backtest recordedTicks() {
    return new Backtest(slos, tick, timeline, true, progress);
  }

  /** Lets alerts fire without evidence, see {@link io.sre4j.slo.AlertPolicy#withoutGate}. */
  public Backtest withoutGate() {
    List<Slo> ungated =
        slos.stream().map(slo -> slo.alerting(slo.alerting().withoutGate())).toList();
    return new Backtest(ungated, tick, timeline, recorded, progress);
  }

  /** Tells now and then how many bytes of the file were read. */
  public Backtest progress(LongConsumer bytesRead) {
    return new Backtest(slos, tick, timeline, recorded, bytesRead);
  }

  /**
   * Replays a file.
   *
   * @throws EventFileException if a row cannot be read
   * @throws InvalidDefinitionException if the SLOs, or the intervals, do not work together
   * @throws IOException if the file cannot be read
   */
  public BacktestReport run(Path events) throws IOException {
    try (InputStream in = Files.newInputStream(events)) {
      return run(events.toString(), in);
    }
  }

  /**
   * Replays a stream, which is not closed.
   *
   * @param name what messages call it
   * @throws EventFileException if a row cannot be read
   * @throws InvalidDefinitionException if the SLOs, or the intervals, do not work together
   * @throws IOException if the stream cannot be read
   */
  public BacktestReport run(String name, InputStream events) throws IOException {
    if (slos.isEmpty()) {
      throw new InvalidDefinitionException("slos", "none", "a backtest needs an SLO");
    }
    if (timeline.compareTo(tick) < 0) {
      throw new InvalidDefinitionException(
          "timeline",
          DurationText.format(timeline),
          "is shorter than the tick, " + DurationText.format(tick));
    }
    EventKinds kinds = new EventKinds(slos);
    EventCsv rows = new EventCsv(name, new Meter(events, progress), kinds);
    try (Run run = new Run(kinds, rows)) {
      return run.report();
    }
  }

  /** One run: rows become ticks, ticks alerts. */
  private final class Run implements AutoCloseable {
    private final EventKinds kinds;
    private final EventCsv rows;
    private final PendingTicks pending;
    private final long[] totals;
    private final List<SloCourse> courses = new ArrayList<>();
    private @Nullable Replay replay;
    private long start;
    private long newest = Long.MIN_VALUE;
    private long oldest = Long.MAX_VALUE;
    private long counted;
    private long ignored;
    private long rates;

    Run(EventKinds kinds, EventCsv rows) {
      this.kinds = kinds;
      this.rows = rows;
      this.pending = new PendingTicks(kinds.size());
      this.totals = new long[kinds.size()];
    }

    BacktestReport report() throws IOException {
      while (rows.next()) {
        if (rows.watched() == EventKinds.NOT_WATCHED) {
          ignored++;
        } else {
          take();
        }
      }
      replayBefore(Long.MAX_VALUE);
      Replay ended = replay;
      if (ended == null) {
        String others = ignored > 0 ? "; " + ignored + " rows are of other SLIs" : "";
        throw rows.error(EventFileException.FILE, "", "holds no event of " + kinds.slis() + others);
      }
      return new BacktestReport(
          Replay.instant(start),
          Replay.instant(ended.now()),
          counted,
          ignored,
          courses.stream().map(course -> result(course, ended)).toList());
    }

    private SloResult result(SloCourse course, Replay ended) {
      SloStatus status = ended.engine().status(course.slo().name());
      return course.result(totals, ended.burnRates(course.slo()), status, ended.now() - start);
    }

    /** Counts the row just read, and replays the ticks that no later row can belong to. */
    private void take() {
      long at = rows.at();
      if (at > newest) {
        checkPause(at);
        newest = at;
      } else if (at < newest - MINUTE) {
        throw rows.error(
            "timestamp",
            rows.timestampText(),
            "is more than a minute before a row above; sort the file by time");
      }
      oldest = Math.min(oldest, at);
      counted++;
      long[] counts = pending.at(recorded ? at : tickAfter(at));
      long events = counts[rows.kind()] + rows.count();
      if (events > Integer.MAX_VALUE) {
        throw rows.error(
            "count",
            Long.toString(events),
            "is more than 2147483647 like events in one tick; make the tick shorter");
      }
      counts[rows.kind()] = events;
      if (pending.first() < newest - MINUTE) {
        replayBefore(newest - MINUTE);
      }
    }

    private void checkPause(long at) {
      boolean isFirst = newest == Long.MIN_VALUE;
      if (!isFirst && (at - newest > MAX_PAUSE || at - oldest > MAX_SPAN)) {
        throw rows.error(
            "timestamp",
            rows.timestampText(),
            "is more than 32 days after all rows above, or 400 after the first; split the file");
      }
    }

    private long tickAfter(long at) {
      return (at / tick.toNanos() + 1) * tick.toNanos();
    }

    private void replayBefore(long limit) {
      while (pending.first() < limit) {
        long end = pending.first();
        long[] counts = pending.poll();
        Replay running = replay == null ? begin(end - tick.toNanos()) : replay;
        if (!recorded) {
          for (long idle = running.now() + tick.toNanos(); idle < end; idle += tick.toNanos()) {
            tick(running, idle);
          }
        }
        for (int kind = 0; kind < counts.length; kind++) {
          totals[kind] += counts[kind];
        }
        for (SloCourse course : courses) {
          course.count(end - 1, counts);
        }
        running.record(counts);
        pending.back(counts);
        tick(running, end);
      }
    }

    private Replay begin(long at) {
      Replay begun = new Replay(slos, kinds, tick, at);
      start = at;
      replay = begun;
      long moment = Math.max(MIN_MOMENT, tick.toNanos());
      for (Slo slo : slos) {
        courses.add(new SloCourse(slo, kinds, begun.burnRates(slo), at, moment));
      }
      return begun;
    }

    private void tick(Replay running, long end) {
      long before = running.now();
      for (AlertTransition change : running.tickAt(end)) {
        courses.stream()
            .filter(course -> course.slo().name().equals(change.slo().name()))
            .forEach(course -> course.on(change));
      }
      long step = timeline.toNanos();
      if (end / step > before / step) {
        point(running, Replay.instant(end));
      }
    }

    private void point(Replay running, Instant at) {
      for (SloCourse course : courses) {
        BurnTimeline points = course.timeline();
        points.add(running.burnRates(course.slo()), at);
        rates += points.windows().size();
      }
      if (rates > MAX_RATES) {
        throw new InvalidDefinitionException(
            "timeline",
            DurationText.format(timeline),
            "would hold more than " + MAX_RATES + " burn rates; put its points farther apart");
      }
    }

    @Override
    public void close() {
      if (replay != null) {
        replay.close();
      }
    }
  }

  /** Counts bytes as they are read. */
  private static final class Meter extends FilterInputStream {
    private final LongConsumer progress;
    private long read;

    Meter(InputStream in, LongConsumer progress) {
      super(in);
      this.progress = progress;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int more = super.read(bytes, offset, length);
      read += Math.max(0, more);
      progress.accept(read);
      return more;
    }
  }
}
