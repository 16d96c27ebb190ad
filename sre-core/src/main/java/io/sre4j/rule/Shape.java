package io.sre4j.rule;

/** How often a defect must be seen so that it is one. */
public enum Shape {
  /** Wrong however rare: from so many seen on. */
  OCCURRENCE,
  /** Wrong if a share of all is: by the lower bound of its interval. */
  SHARE,
  /** Wrong if a share of one subject is: by the lower bound of its interval. */
  SHARE_OF_SUBJECT
}
