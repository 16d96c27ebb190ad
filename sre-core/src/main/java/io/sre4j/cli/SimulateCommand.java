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
      quiet(policies, i, out);
    }
    for (int i = 0; i < policies.get(0).burning().size(); i++) {
      burning(policies, i, out);
    }
    out.printf("%n  by calculation, with the gate and a full, clean history%n");
    for (PolicyResult policy : policies) {
      if (policy.policy().gated()) {
        out.printf("    %-24s %s%n", name(policy), delays(policy.detectability()));
      }
    }
    report.unfit().forEach((preset, why) -> out.printf("    %-24s not for it: %s%n", preset, why));
    out.println();
  }

  private void quiet(List<PolicyResult> policies, int i, PrintWriter out) {
    Quiet first = policies.get(0).quiet().get(i);
    out.printf(
        Locale.ROOT,
        "%n  %s errors, burn rate %s: the promise is kept, alerts are false (%d months)%n",
        new Options.Share(first.errorShare()),
        threeDigits(first.burnRate()),
        months);
    for (PolicyResult policy : policies) {
      Quiet quiet = policy.quiet().get(i);
      out.printf(
          Locale.ROOT,
          "    %-24s %6.2f pages, %6.2f tickets in 30 days%n",
          name(policy),
          quiet.pagesPer30Days(),
          quiet.ticketsPer30Days());
    }
  }

  private void burning(List<PolicyResult> policies, int i, PrintWriter out) {
    Burning first = policies.get(0).burning().get(i);
    out.printf(
        Locale.ROOT,
        "%n  %s errors, burn rate %s: the promise is broken (%d runs)%n",
        new Options.Share(first.errorShare()),
        threeDigits(first.burnRate()),
        runs);
    for (PolicyResult policy : policies) {
      Burning burning = policy.burning().get(i);
      out.printf(
          Locale.ROOT,
          "    %-24s page %8s, any alert %8s (medians); %3.0f%% found in %s%n",
          name(policy),
          burning.toPage().map(DurationText::format).orElse("never"),
          burning.toAlert().map(DurationText::format).orElse("never"),
          100 * burning.found(),
          DurationText.format(burning.within()));
    }
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
