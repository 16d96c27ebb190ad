package io.sre4j.rule.setup;

import io.sre4j.facts.Facts;
import io.sre4j.facts.ResourceFacts;
import io.sre4j.finding.Example;
import io.sre4j.finding.Finding;
import io.sre4j.finding.Hook;
import io.sre4j.finding.Level;
import io.sre4j.finding.Proportion;
import io.sre4j.finding.RuleText;
import io.sre4j.finding.Verdict;
import io.sre4j.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A resource that does not tell whose telemetry it is. */
final class ResourceGaps implements Rule {
  private static final String NAME = "service.name";
  private static final String UNKNOWN = "unknown_service";
  private static final String POD = "k8s.pod.uid";
  private static final String CRITICALITY = "service.criticality";
  private static final List<String> USEFUL =
      List.of("service.instance.id", "service.version", "deployment.environment.name");
  // Of the conventions, and of the Instrumentation Score.
  private static final Set<String> CRITICALITIES =
      Set.of("critical", "mission_critical", "high", "medium", "low");
  private static final RuleText TEXT =
      RuleText.of(
          26,
          "resource gaps",
          Level.HIGH,
          "`service.name` is absent or begins with `unknown_service` (HIGH);"
              + " `service.instance.id`, `service.version`, `deployment.environment.name` or, in"
              + " Kubernetes, `k8s.pod.uid` is absent, or `service.criticality` none of critical,"
              + " mission_critical, high, medium and low (INFO)",
          1,
          "Set it in `OTEL_RESOURCE_ATTRIBUTES` or `management.opentelemetry.resource-attributes`.",
          Hook.RESOURCE);

  @Override
  public RuleText text() {
    return TEXT;
  }

  @Override
  public Verdict judge(Facts facts) {
    Optional<ResourceFacts> known = facts.host().resource();
    if (known.isEmpty()) {
      return Verdict.notAssessable(TEXT, Hook.RESOURCE.missing());
    }
    List<Finding> findings = findings(known.get());
    return findings.isEmpty()
        ? Verdict.pass(TEXT, "it says whose telemetry it is", new Proportion(0, 1))
        : Verdict.fail(TEXT, "gaps: " + findings.size(), new Proportion(1, 1), findings);
  }

  private static List<Finding> findings(ResourceFacts resource) {
    List<Finding> findings = new ArrayList<>();
    String name = text(resource, NAME);
    if (name.isEmpty()) {
      findings.add(finding(NAME, Level.HIGH, "is absent"));
    } else if (name.startsWith(UNKNOWN)) {
      findings.add(finding(NAME, Level.HIGH, "is " + name));
    }
    for (String key : USEFUL) {
      if (text(resource, key).isEmpty()) {
        findings.add(finding(key, Level.INFO, "is absent"));
      }
    }
    if (resource.isInKubernetes() && text(resource, POD).isEmpty()) {
      findings.add(finding(POD, Level.INFO, "is absent in Kubernetes"));
    }
    String criticality = text(resource, CRITICALITY);
    if (!criticality.isEmpty() && !CRITICALITIES.contains(criticality)) {
      findings.add(finding(CRITICALITY, Level.INFO, "is " + criticality));
    }
    return findings;
  }

  private static String text(ResourceFacts resource, String key) {
    return resource.attributes().getOrDefault(key, "").strip();
  }

  private static Finding finding(String key, Level level, String where) {
    return new Finding(TEXT.id(), key, level, 1, 1, List.of(Example.where(where)), TEXT.remedy());
  }
}
