package io.sre4j.rule.pipeline;

import io.sre4j.facts.ExportFacts;
import io.sre4j.facts.Facts;
import io.sre4j.finding.Example;
import io.sre4j.finding.Finding;
import io.sre4j.finding.Hook;
import io.sre4j.finding.Level;
import io.sre4j.finding.Proportion;
import io.sre4j.finding.RuleText;
import io.sre4j.finding.Verdict;
import io.sre4j.rule.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An exporter whose batches fail, hang, or take all its time. */
final class ExportFails implements Rule {
  private static final Duration LONG = Duration.ofSeconds(15);
  private static final double BUSY = 0.8;
  private static final RuleText TEXT =
      RuleText.of(
          31,
          "export fails",
          Level.HIGH,
          "of an exporter at least 3 batches failed within 5 minutes, whatever a flush says; or a"
              + " batch is under way for more than 15 s; or batches were for more than 80 % of a"
              + " minute",
          3,
          "Correct endpoint or credentials, or give the receiver room; the finding names how"
              + " batches failed.",
          Hook.EXPORTS);

  @Override
  public RuleText text() {
    return TEXT;
  }

  @Override
  public Verdict judge(Facts facts) {
    long batches = facts.exports().stream().mapToLong(ExportFacts::batches).sum();
    long failed = facts.exports().stream().mapToLong(ExportFacts::failed).sum();
    Proportion share = new Proportion(failed, Math.max(failed, batches));
    List<Finding> findings =
        facts.exports().stream()
            .filter(ExportFails::fails)
            .sorted(Comparator.comparingLong(export -> -export.failed()))
            .map(ExportFails::finding)
            .toList();
    if (!findings.isEmpty()) {
      return Verdict.fail(
          TEXT, findings.size() + " of " + facts.exports().size() + " exporters", share, findings);
    }
    return batches == 0
        ? Verdict.noTraffic(TEXT, "no batch was exported in the last 5 minutes")
        : Verdict.pass(TEXT, share.describe() + " batches failed", share);
  }

  private static boolean fails(ExportFacts export) {
    return export.failed() >= TEXT.minimum() || hangs(export) || export.busy() > BUSY;
  }

  private static boolean hangs(ExportFacts export) {
    return export.inFlight().compareTo(LONG) > 0;
  }

  private static Finding finding(ExportFacts export) {
    List<Example> examples = new ArrayList<>();
    if (hangs(export)) {
      examples.add(
          Example.where("a batch is under way for " + export.inFlight().toSeconds() + " s"));
    }
    if (export.busy() > BUSY) {
      examples.add(Example.where("busy for " + Proportion.percent(export.busy()) + " of a minute"));
    }
    export.failures().entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(kind ->
            examples.add(
                Example.where(
                    String.format(Locale.ROOT, "%,d x %s", kind.getValue(), kind.getKey()))));
    long of = Math.max(export.batches(), export.failed());
    return Finding.of(TEXT, export.exporter(), export.failed(), of, examples);
  }
}
