package io.sre4j.finding;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One defect of one subject, with its evidence. Immutable.
 *
 * <p>Rule and subject together name it, also in the next run: see {@link Baseline}.
 *
 * @param rule the id of the rule that found it: {@code SRE-001}
 * @param subject the route, SLI, SLO or whatever it is about; at most 400 characters, printable
 * @param level how much it takes
 * @param seen how often it was seen
 * @param of of how many
 * @param examples where to look, at most 8
 * @param remedy how to mend it
 */
public record Finding(
    String rule,
    String subject,
    Level level,
    long seen,
    long of,
    List<Example> examples,
    String remedy) {
  private static final int MAX_EXAMPLES = 8;
  private static final int MAX_LENGTH = 400;
  private static final Pattern UNPRINTABLE =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

  /** Copies the first 8 examples, cuts what is too long and replaces what cannot be printed. */
  public Finding {
    subject = printable(subject);
    examples = examples.stream().limit(MAX_EXAMPLES).toList();
  }

  /** A finding of a rule, of its level and with its remedy. */
  public static Finding of(
      RuleText rule, String subject, long seen, long of, List<Example> examples) {
    return new Finding(rule.id(), subject, rule.level(), seen, of, examples, rule.remedy());
  }

  /** In one line, for a log: what, where, how often of how many, an example, the remedy. */
  public String describe() {
    String example = examples.isEmpty() ? "" : ", such as " + examples.get(0).of(subject);
    return String.format(
        Locale.ROOT, "%s %s: %,d of %,d%s; %s", rule, subject, seen, of, example, remedy);
  }

  static String printable(String text) {
    String line = text.strip();
    // Cut first: a cut through a pair of surrogates leaves half of it, which no file can hold.
    String cut = line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH);
    String printable = UNPRINTABLE.matcher(cut).replaceAll("?").strip();
    return printable.isEmpty() ? "?" : printable;
  }
}
