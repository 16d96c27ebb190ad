package io.sre4j.signal;

import io.sre4j.finding.Defect;

/** Is told what each subject of a defect has grown by since the last time. */
@FunctionalInterface
public interface DefectGrowth {

  /** Takes in how many were inspected and found; also if there were none. */
  void grew(Defect defect, DefectSubject subject, int inspected, int found);
}
