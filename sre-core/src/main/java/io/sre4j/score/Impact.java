package io.sre4j.score;

/** How much a rule of the Instrumentation Score weighs. */
public enum Impact {
  /** 40. */
  CRITICAL(40),
  /** 30. */
  IMPORTANT(30),
  /** 20. */
  NORMAL(20),
  /** 10. */
  LOW(10);

  private final int weight;

  Impact(int weight) {
    this.weight = weight;
  }

  /** Its weight in the score. */
  public int weight() {
    return weight;
  }
}
