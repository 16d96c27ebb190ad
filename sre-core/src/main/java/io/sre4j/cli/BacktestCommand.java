package io.sre4j.cli;

import io.sre4j.backtest.Backtest;
import io.sre4j.backtest.BacktestReport;
import io.sre4j.backtest.ReportJson;
import io.sre4j.backtest.ReportText;
import io.sre4j.slo.Slo;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code backtest}: what SLOs would have said of recorded events. */
@Command(
    name = "backtest",
    description = "Replays recorded events through the engine of a service.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "The event file is CSV, plain or gzip, with the header",
      "timestamp,outcome[,latency_ms][,count][,sli]. Timestamps are ISO-8601 with",
      "a zone or milliseconds since 1970, in any order within one minute; outcomes",
      "are good, bad and excluded; a row without a count is one event."
    })
final class BacktestCommand implements Callable<Integer> {
  /** Whether alerts wait for evidence. */
  enum Gate {
    ON,
    OFF
  }

  /** For whom the report is. */
  enum Format {
    TEXT,
    JSON
  }

  private static final String RECORDED = "recorded";

  @Mixin private Options.SloFiles slos = new Options.SloFiles();

  @Option(names = "--events", required = true, paramLabel = "FILE", description = "The events.")
  private Path events = Path.of("");

  @Option(
      names = "--tick",
      defaultValue = "1s",
      paramLabel = "1s",
      description = {
        "How often the engine looks: 100ms to 1m, or 'recorded' for the",
        "instants in a file that was written tick by tick."
      })
  private String tick = "1s";

  @Option(
      names = "--timeline",
      defaultValue = "1m",
      paramLabel = "1m",
      description = "How far the points of the timeline are apart.")
  private Duration timeline = Duration.ofMinutes(1);

  @Option(
      names = "--gate",
      defaultValue = "on",
      paramLabel = "on|off",
      description = "Whether alerts wait for evidence; as published they do not.")
  private Gate gate = Gate.ON;

  @Option(
      names = "--format",
      defaultValue = "text",
      paramLabel = "text|json",
      description = "A report for people or for programs.")
  private Format format = Format.TEXT;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    PrintWriter out = spec.commandLine().getOut();
    BacktestReport report = run(configured(slos.read(err)), err);
    if (format == Format.JSON) {
      ReportJson.write(report, out);
    } else {
      ReportText.print(report, out, Terminal.hasBlocks());
    }
    out.flush();
    return Main.DONE;
  }

  private Backtest configured(List<Slo> read) {
    Backtest backtest = Backtest.of(read).timeline(timeline);
    backtest = tick.equals(RECORDED) ? backtest.recordedTicks() : backtest.tick(tick());
    return gate == Gate.OFF ? backtest.withoutGate() : backtest;
  }

  private Duration tick() {
    try {
      return Options.duration(tick);
    } catch (RuntimeException e) {
      throw new ParameterException(
          spec.commandLine(), "Invalid value for option '--tick': " + e.getMessage(), e);
    }
  }

  private BacktestReport run(Backtest backtest, PrintWriter err) throws IOException {
    if (!Terminal.isInteractive()) {
      return backtest.run(events);
    }
    Terminal.Bar bar = new Terminal.Bar(err, Files.size(events));
    try {
      return backtest.progress(bar).run(events);
    } finally {
      bar.erase();
    }
  }
}
