package io.sre4j.otel.score;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a text is a unit of the Unified Code for Units of Measure, in its case-sensitive form:
 * terms of {@code .} and {@code /}, each an atom with a prefix and an exponent, a number, or a note
 * in braces. The atoms are those of https://ucum.org/ucum, tables 1 to 24; of those in brackets
 * only the brackets are looked at.
 */
final class Ucum {
  private static final Pattern INNERMOST = Pattern.compile("\\(([^()]*)\\)");
  private static final Pattern COMPONENT = Pattern.compile("([^{}]*)(\\{[!-z|~]*})?");
  private static final Pattern NUMBER = Pattern.compile("\\d+|10[*^]([-+]?\\d+)?");
  private static final Pattern POWER = Pattern.compile("(.*?[^-+\\d])[-+]?\\d+");
  private static final Pattern BRACKETS = Pattern.compile("[A-Za-z%]*\\[[^\\[\\]]+][A-Za-z]*");
  private static final Pattern PREFIX =
      Pattern.compile("(?:Ki|Mi|Gi|Ti|da|[YZEPTGMkhdcmunpfazy])(.+)");

  /** Those that take prefixes. */
  private static final Set<String> METRIC =
      Set.of(
          "m", "s", "g", "rad", "K", "C", "cd", "mol", "sr", "Hz", "N", "Pa", "J", "W", "A", "V",
          "F", "Ohm", "S", "Wb", "Cel", "T", "H", "lm", "lx", "Bq", "Gy", "Sv", "l", "L", "ar", "t",
          "bar", "u", "eV", "pc", "st", "dyn", "erg", "P", "Ky", "Gal", "Bi", "St", "Mx", "G", "Oe",
          "Gb", "sb", "Lmb", "ph", "Ci", "R", "RAD", "REM", "kat", "U", "cal", "Np", "B", "bit",
          "By", "Bd", "osm", "eq", "tex", "mho");

  private static final Set<String> OTHERS =
      Set.of(
          "%",
          "gon", "deg", "'", "''", "min", "h", "d", "a", "a_t", "a_j", "a_g", "wk", "mo", "mo_s",
          "mo_j", "mo_g", "AU", "bit_s", "circ", "sph", "att", "atm", "b");

  private Ucum() {}

  /** Whether it is one; the empty text, which is the default, is none. */
  static boolean isUnit(String text) {
    String left = text;
    for (Matcher inner = INNERMOST.matcher(left); inner.find(); inner = INNERMOST.matcher(left)) {
      if (!isTerm(inner.group(1))) {
        return false;
      }
      left = left.substring(0, inner.start()) + "1" + left.substring(inner.end());
    }
    return isTerm(left);
  }

  private static boolean isTerm(String term) {
    String from = term.startsWith("/") ? term.substring(1) : term;
    for (String component : from.split("[./](?![^{]*})", -1)) {
      if (!isComponent(component)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isComponent(String component) {
    Matcher parts = COMPONENT.matcher(component);
    if (component.isEmpty() || !parts.matches()) {
      return false;
    }
    String unit = parts.group(1);
    return unit.isEmpty() || NUMBER.matcher(unit).matches() || isPower(unit);
  }

  private static boolean isPower(String unit) {
    Matcher power = POWER.matcher(unit);
    String base = power.matches() ? power.group(1) : unit;
    if (METRIC.contains(base) || OTHERS.contains(base) || BRACKETS.matcher(base).matches()) {
      return true;
    }
    Matcher prefixed = PREFIX.matcher(base);
    return prefixed.matches() && METRIC.contains(prefixed.group(1));
  }
}
