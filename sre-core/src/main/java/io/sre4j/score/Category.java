package io.sre4j.score;

/**
 * What a score means. The specification's ranges are of whole numbers (75 to 89, 90 to 100); what
 * lies between two of them belongs to the lower one.
 */
public enum Category {
  /** From 90 on. */
  EXCELLENT("Excellent", 90),
  /** From 75 to below 90. */
  GOOD("Good", 75),
  /** From 50 to below 75. */
  NEEDS_IMPROVEMENT("Needs Improvement", 50),
  /** Below 50. */
  POOR("Poor", 0);

  private final String title;
  private final int least;

  Category(String title, int least) {
    this.title = title;
    this.least = least;
  }

  /** As the specification writes it. */
  public String title() {
    return title;
  }

  /**
   * The category of a score.
   *
   * @param score from 0 to 100
   */
  public static Category of(double score) {
    for (Category category : values()) {
      if (score >= category.least) {
        return category;
      }
    }
    return POOR;
  }
}
