package io.sre4j.cli;

import io.sre4j.backtest.EventFileException;
import io.sre4j.openslo.OpenSloException;
import io.sre4j.slo.InvalidDefinitionException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What went wrong, in words and exit codes. */
final class Errors {
  private Errors() {}

  static int onUsage(ParameterException thrown, String[] args) {
    CommandLine command = thrown.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("sre4j: " + thrown.getMessage());
    UnmatchedArgumentException.printSuggestions(thrown, err);
    err.println("Try 'sre4j " + helpOf(command) + "'.");
    return Main.WRONG_USAGE;
  }

  private static String helpOf(CommandLine command) {
    return command.getParent() == null ? "--help" : "help " + command.getCommandName();
  }

  static int onFailure(Exception thrown, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    if (thrown instanceof OpenSloException wrong) {
      wrong.errors().forEach(message -> err.println("error: " + message));
      return Main.WRONG_FILE;
    }
    if (thrown instanceof EventFileException || thrown instanceof InvalidDefinitionException) {
      err.println("error: " + thrown.getMessage());
      return Main.WRONG_FILE;
    }
    if (thrown instanceof IOException unreadable) {
      err.println("error: " + describe(unreadable));
      return Main.WRONG_FILE;
    }
    err.println("sre4j: a defect, please report it: " + thrown);
    StackTraceElement[] trace = thrown.getStackTrace();
    if (trace.length > 0) {
      err.println("       at " + trace[0]);
    }
    return Main.DEFECT;
  }

  private static String describe(IOException thrown) {
    if (thrown instanceof NoSuchFileException missing) {
      return missing.getFile() + ": there is no such file";
    }
    if (thrown instanceof AccessDeniedException denied) {
      return denied.getFile() + ": may not be read";
    }
    String message = thrown.getMessage();
    return message == null ? thrown.getClass().getSimpleName() : message;
  }
}
