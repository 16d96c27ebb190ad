package io.sre4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that prints one file, made of SLOs. */
abstract class GeneratorCommand implements Callable<Integer> {
  @Mixin private Options.SloFiles slos = new Options.SloFiles();

  @Spec private CommandSpec spec = CommandSpec.create();

  /** The text of the file; warnings go to {@code err}. */
  abstract String generate(Options.SloFiles slos, PrintWriter err) throws IOException;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    out.print(generate(slos, spec.commandLine().getErr()));
    out.flush();
    return Main.DONE;
  }
}
