package io.sre4j.slo;

import java.util.regex.Pattern;

/** The names of SLIs and SLOs: what fits a metric label, a file name and a URL. */
final class Names {
  private static final Pattern ALLOWED =
      Pattern.compile("[A-Za-z0-9]([-._A-Za-z0-9]{0,61}[A-Za-z0-9])?");

  private Names() {}

  static void check(String path, String name) {
    if (!ALLOWED.matcher(name).matches()) {
      throw new InvalidDefinitionException(
          path + ".name",
          name,
          "a name has 1 to 63 letters, digits, '-', '_' or '.', and begins and ends with a letter"
              + " or digit");
    }
  }
}
