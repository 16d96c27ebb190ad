package io.sre4j.finding;

import java.util.Locale;

/**
 * What a rule says about itself. Immutable.
 *
 * @param id its name for good: {@code SRE-001}
 * @param name what is wrong when it fails, in a few words
 * @param level how much the defect takes
 * @param failsWhen the condition, with its threshold
 * @param minimum how much it must have seen before it says anything
 * @param remedy how to mend the defect
 * @param needs what must listen, so that it can know
 */
public record RuleText(
    String id, String name, Level level, String failsWhen, int minimum, String remedy, Hook needs) {

  /** The text of the rule of a number: 1 is {@code SRE-001}. */
  public static RuleText of(
      int number,
      String name,
      Level level,
      String failsWhen,
      int minimum,
      String remedy,
      Hook needs) {
    String id = String.format(Locale.ROOT, "SRE-%03d", number);
    return new RuleText(id, name, level, failsWhen, minimum, remedy, needs);
  }
}
