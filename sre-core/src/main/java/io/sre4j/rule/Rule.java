package io.sre4j.rule;

import io.sre4j.facts.Facts;
import io.sre4j.finding.RuleText;
import io.sre4j.finding.Verdict;

/** Looks for one defect. Pure and stateless: the same facts have the same verdict. */
public interface Rule {

  /** What it looks for; always the same. */
  RuleText text();

  /** What it says; asked only if what it needs listens. */
  Verdict judge(Facts facts);
}
