package io.sre4j.benchmarks.compare;

/**
 * How large a figure may be, or how small.
 *
 * @param value the last one that is allowed
 * @param bound which side is allowed
 * @param text the value as people write it: {@code 0.55}, {@code 1/6}
 * @param slack what measuring itself may add to the value
 */
record Limit(double value, Bound bound, String text, double slack) {

  /** The side that is allowed. */
  enum Bound {
    AT_MOST,
    AT_LEAST,
    NONE
  }

  /** Allows up to a number or fraction. */
  static Limit atMost(String text) {
    return new Limit(parse(text), Bound.AT_MOST, text, 0);
  }

  /** Allows a number and more. */
  static Limit atLeast(String text) {
    return new Limit(parse(text), Bound.AT_LEAST, text, 0);
  }

  /** Allows everything: the figure is reported. */
  static Limit none() {
    return new Limit(0, Bound.NONE, "", 0);
  }

  Limit slack(double tolerated) {
    return new Limit(value, bound, text, tolerated);
  }

  /** Whether a figure keeps to it; one that is no number never does. */
  boolean holds(double figure) {
    return switch (bound) {
      case AT_MOST -> figure <= value + slack;
      case AT_LEAST -> figure >= value - slack;
      case NONE -> !Double.isNaN(figure);
    };
  }

  boolean isGate() {
    return bound != Bound.NONE;
  }

  boolean isFraction() {
    return text.contains("/");
  }

  String describe() {
    return switch (bound) {
      case AT_MOST -> "at most " + text;
      case AT_LEAST -> "at least " + text;
      case NONE -> "reported";
    };
  }

  private static double parse(String text) {
    String[] parts = text.split("/", -1);
    double value = Double.parseDouble(parts[0]);
    return parts.length == 1 ? value : value / Double.parseDouble(parts[1]);
  }
}
