package io.sre4j.cli;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The command {@code sre4j}. */
@Command(
    name = "sre4j",
    description = "Service level objectives: check, try on history, generate.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    subcommands = {
      ValidateCommand.class,
      BacktestCommand.class,
      SimulateCommand.class,
      RulesCommand.class,
      AlertmanagerCommand.class,
      DashboardCommand.class,
      CoverageCommand.class,
      HelpCommand.class,
      GenerateCompletion.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:done",
      " 1:a file is wrong or cannot be read; standard error says where",
      " 2:the command line is wrong",
      " 3:a defect of sre4j",
      " 4:there are findings of coverage that are not accepted"
    },
    synopsisSubcommandLabel = "COMMAND")
public final class Main {
  /** All that was asked for is done. */
  static final int DONE = 0;

  /** A file is wrong or cannot be read. */
  static final int WRONG_FILE = 1;

  /** The command line is wrong. */
  static final int WRONG_USAGE = 2;

  /** Something that should not happen. */
  static final int DEFECT = 3;

  /** There are findings that are not accepted. */
  static final int NEW_FINDINGS = 4;

  // Engines of a replay have nothing to say to a terminal. Held, as loggers are collected.
  private static final Logger ENGINES = Logger.getLogger("io.sre4j");

  Main() {}

  /** Runs a command, and exits with its code. */
  public static void main(String[] args) {
    ENGINES.setLevel(Level.WARNING);
    System.exit(commandLine().execute(args));
  }

  /** The commands, with errors for people instead of stack traces. */
  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setOut(new PrintWriter(new OutputStreamWriter(System.out, Terminal.charset()), true))
        .setErr(new PrintWriter(new OutputStreamWriter(System.err, Terminal.charset()), true))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(Duration.class, Options::duration)
        .registerConverter(Options.Rate.class, Options.Rate::parse)
        .registerConverter(Options.Share.class, Options.Share::parse)
        .setExitCodeExceptionMapper(thrown -> DEFECT)
        .setParameterExceptionHandler(Errors::onUsage)
        .setExecutionExceptionHandler(Errors::onFailure);
  }

  /** The version in the manifest. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"sre4j " + (version == null ? "(not packaged)" : version)};
    }
  }
}
