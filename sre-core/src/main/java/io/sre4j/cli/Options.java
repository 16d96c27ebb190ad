package io.sre4j.cli;

import io.sre4j.artifact.PrometheusRules;
import io.sre4j.openslo.OpenSlo;
import io.sre4j.openslo.OpenSloDefinitions;
import io.sre4j.slo.DurationText;
import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.slo.Slo;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Options that several commands have, and how their values are read. */
final class Options {
  private Options() {}

  /** Files of SLOs. */
  static final class SloFiles {
    @CommandLine.Option(
        names = "--slo",
        required = true,
        arity = "1..*",
        paramLabel = "FILE",
        description = "SLOs as OpenSLO v1, YAML or JSON; several files are read together.")
    private List<Path> files = List.of();

    /**
     * The SLOs that one process can decide; warnings, and what is left out, go to {@code err}.
     *
     * @throws InvalidDefinitionException if there is none that can be decided here
     */
    List<Slo> read(PrintWriter err) throws IOException {
      OpenSloDefinitions read = definitions(err);
      read.fleet().forEach(slo -> warnOfLeftOut(slo.name(), String.join("; ", slo.reasons()), err));
      if (read.slos().isEmpty()) {
        throw new InvalidDefinitionException(
            "--slo", files, "holds no SLO that can be decided from events");
      }
      return read.slos();
    }

    /**
     * The rules of all that Prometheus can decide, by whatever it is counted; warnings, and what is
     * left out, go to {@code err}.
     *
     * @throws InvalidDefinitionException if there is nothing that it can decide
     */
    PrometheusRules rules(PrometheusRules.Style style, PrintWriter err) throws IOException {
      PrometheusRules rules = PrometheusRules.of(definitions(err), style);
      rules.leftOut().forEach(each -> warnOfLeftOut(each.name(), each.reason(), err));
      if (rules.slos().isEmpty()) {
        throw new InvalidDefinitionException("--slo", files, "holds no SLO that can have rules");
      }
      return rules;
    }

    private OpenSloDefinitions definitions(PrintWriter err) throws IOException {
      OpenSloDefinitions read = OpenSlo.read(OpenSlo.Mode.LENIENT, files);
      read.warnings().forEach(warning -> err.println("warning: " + warning));
      return read;
    }

    private static void warnOfLeftOut(String name, String reason, PrintWriter err) {
      err.println("warning: " + name + " is left out: " + reason);
    }
  }

  static Duration duration(String text) {
    try {
      return DurationText.parse("it", text);
    } catch (InvalidDefinitionException e) {
      throw new TypeConversionException("'" + text + "' " + e.remedy());
    }
  }

  /**
   * How many events there are in a time.
   *
   * @param perHour events per hour, positive
   */
  record Rate(double perHour) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?)/([smhd])");

    static Rate parse(String text) {
      Matcher matcher = TEXT.matcher(text.trim().toLowerCase(Locale.ROOT));
      double number = matcher.matches() ? Double.parseDouble(matcher.group(1)) : 0;
      if (number <= 0) {
        throw new TypeConversionException("'" + text + "' is no rate; write 60/h, 10/m or 5/s");
      }
      return new Rate(
          switch (matcher.group(2)) {
            case "s" -> number * 3_600;
            case "m" -> number * 60;
            case "h" -> number;
            default -> number / 24;
          });
    }
  }

  /**
   * A share of all events.
   *
   * @param value from 0 to 1
   */
  record Share(double value) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,12})?)(%?)");

    static Share parse(String text) {
      Matcher matcher = TEXT.matcher(text.trim());
      double number = matcher.matches() ? Double.parseDouble(matcher.group(1)) : -1;
      double value = matcher.matches() && !matcher.group(2).isEmpty() ? number / 100 : number;
      if (value < 0 || value > 1) {
        throw new TypeConversionException("'" + text + "' is no share; write 0.1% or 0.001");
      }
      return new Share(value);
    }

    @Override
    public String toString() {
      BigDecimal percent = new BigDecimal(value * 100).round(new MathContext(6));
      return percent.stripTrailingZeros().toPlainString() + "%";
    }
  }
}
