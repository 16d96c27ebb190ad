package io.sre4j.cli;

import io.sre4j.budget.Detectability;
import io.sre4j.simulation.Simulation;
import io.sre4j.simulation.SimulationReport;
import io.sre4j.simulation.SimulationReport.Burning;
import io.sre4j.simulation.SimulationReport.PolicyResult;
import io.sre4j.simulation.SimulationReport.Quiet;
import io.sre4j.slo.DurationText;
import io.sre4j.slo.Slo;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code simulate}: what alert policies are worth at a traffic. */
@Command(
    name = "simulate",
    description = {
      "Says what alert policies are worth at a traffic.",
      "Random events show how often each alerts while the promise is kept, and how",
      "soon when it is not."
    },
    mixinStandardHelpOptions = true)
final class SimulateCommand implements Callable<Integer> {
  @Mixin private Options.SloFiles slos = new Options.SloFiles();

  @Option(
      names = "--rate",
      required = true,
      paramLabel = "60/h",
      description = "Events per s, m, h or d.")
  private Options.Rate rate = new Options.Rate(1);

  @Option(
      names = "--error",
      required = true,
      split = ",",
      paramLabel = "0.1%",
      description = "Shares of events that fail, each simulated by itself.")
  private List<Options.Share> errors = List.of();

  @Option(names = "--seed", defaultValue = "1", description = "Gives the same numbers again.")
  private long seed;

  @Option(
      names = "--months",
      defaultValue = "24",
      description = "Simulated months for each share that keeps the promise.")
  private int months;

  @Option(
      names = "--runs",
      defaultValue = "50",
      description = "Simulated incidents for each share that breaks it.")
  private int runs;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    for (Slo slo : slos.read(spec.commandLine().getErr())) {
      print(
          Simulation.of(slo, rate.perHour())
              .seed(seed)
              .effort(months, runs)
              .run(errors.stream().mapToDouble(Options.Share::value).toArray()),
          out);
    }
    out.flush();
    return Main.DONE;
  }

  private void print(SimulationReport report, PrintWriter out) {
    Slo slo = report.slo();
    out.printf(
        Locale.ROOT,
        "%s: %s, %s, at %,.0f events/h; seed %d%n",
        slo.name(),
        slo.objectives().get(0),
        slo.window().text(),
        report.eventsPerHour(),
        report.seed());
    List<PolicyResult> policies = report.policies();
    for (int i = 0; i < policies.get(0).quiet().size(); i++) {
      int share = i;
      Quiet first = policies.get(0).quiet().get(share);
      String meaning = "kept, alerts are false (" + months + " months)";
      heading(first.errorShare(), first.burnRate(), meaning, out);
      rows(policies, policy -> text(policy.quiet().get(share)), out);
    }
    for (int i = 0; i < policies.get(0).burning().size(); i++) {
      int share = i;
      Burning first = policies.get(0).burning().get(share);
      heading(first.errorShare(), first.burnRate(), "broken (" + runs + " runs)", out);
      rows(policies, policy -> text(policy.burning().get(share)), out);
    }
    out.printf("%n  by calculation, with the gate and a full, clean history%n");
    List<PolicyResult> gated = policies.stream().filter(p -> p.policy().gated()).toList();
    rows(gated, policy -> delays(policy.detectability()), out);
    report.unfit().forEach((preset, why) -> row(preset, "not for it: " + why, out));
    out.println();
  }

  private static void heading(double errorShare, double burnRate, String promise, PrintWriter out) {
    out.printf(
        "%n  %s errors, burn rate %s: the promise is %s%n",
        new Options.Share(errorShare), threeDigits(burnRate), promise);
  }

  private static void rows(
      List<PolicyResult> policies, Function<PolicyResult, String> text, PrintWriter out) {
    policies.forEach(policy -> row(name(policy), text.apply(policy), out));
  }

  private static void row(String name, String text, PrintWriter out) {
    out.printf("    %-24s %s%n", name, text);
  }

  private static String text(Quiet quiet) {
    return String.format(
        Locale.ROOT,
        "%6.2f pages, %6.2f tickets in 30 days",
        quiet.pagesPer30Days(),
        quiet.ticketsPer30Days());
  }

  private static String text(Burning burning) {
    return String.format(
        Locale.ROOT,
        "page %8s, any alert %8s (medians); %3.0f%% found in %s",
        burning.toPage().map(DurationText::format).orElse("never"),
        burning.toAlert().map(DurationText::format).orElse("never"),
        100 * burning.found(),
        DurationText.format(burning.within()));
  }

  private static String name(PolicyResult result) {
    return result.policy().name() + (result.policy().gated() ? "" : ", no gate");
  }

  private static String threeDigits(double number) {
    return new BigDecimal(number).round(new MathContext(3)).stripTrailingZeros().toPlainString();
  }

  private static String delays(Detectability found) {
    StringBuilder text = new StringBuilder();
    for (Detectability.Delay delay : found.delays()) {
      text.append(text.length() == 0 ? "" : "; ")
          .append(delay.label())
          .append(' ')
          .append(delay.byPolicy().map(DurationText::format).orElse("never"));
    }
    return text + (found.blind().isEmpty() ? "" : "; too little traffic for " + found.blind());
  }
}
