package io.sre4j.rule.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sre4j.facts.Component;
import io.sre4j.facts.Component.Kind;
import io.sre4j.facts.SetupFacts;
import io.sre4j.facts.SetupFacts.Tracer;
import io.sre4j.facts.SpanFacts;
import io.sre4j.finding.Defect;
import io.sre4j.finding.Finding;
import io.sre4j.finding.FindingState;
import io.sre4j.finding.Hook;
import io.sre4j.finding.Level;
import io.sre4j.finding.Verdict;
import io.sre4j.rule.Rule;
import io.sre4j.rule.TestFacts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SetupRulesTest {
  private static final Map<String, String> FULL =
      Map.of(
          "service.name", "shop",
          "service.instance.id", "1",
          "service.version", "2",
          "deployment.environment.name", "test");

  private static Verdict judge(Rule rule, TestFacts facts) {
    return rule.judge(facts.facts());
  }

  private static FindingState state(Rule rule, TestFacts facts) {
    return judge(rule, facts).state();
  }

  private static Component executor(boolean propagates, String prefix) {
    return new Component(Kind.EXECUTOR, "applicationTaskExecutor", propagates, 0, prefix);
  }

  private static TestFacts lost(String prefix, int found) {
    return new TestFacts().tally(Defect.LOST_ON_THREAD, prefix, 40, found);
  }

  @Test
  void executor_notPropagatingAndCallsLost_isFound() {
    Rule rule = new ExecutorLosesContext();
    assertThat(state(rule, lost("task-", 4).components(executor(false, "task-"))))
        .isEqualTo(FindingState.PASS);
    Verdict verdict = judge(rule, lost("task-", 5).components(executor(false, "task-")));
    assertThat(verdict.findings())
        .extracting(Finding::subject, Finding::seen, Finding::of)
        .containsExactly(tuple("applicationTaskExecutor", 5L, 40L));
  }

  @Test
  void executor_eitherAlone_isNone() {
    Rule rule = new ExecutorLosesContext();
    assertThat(state(rule, lost("task-", 40).components(executor(true, "task-"))))
        .isEqualTo(FindingState.PASS);
    assertThat(state(rule, lost("pool-1-thread-", 40).components(executor(false, "task-"))))
        .isEqualTo(FindingState.PASS);
    assertThat(state(rule, lost("", 40).components(executor(false, null))))
        .isEqualTo(FindingState.PASS);
    assertThat(state(rule, new TestFacts().components(executor(false, "task-"))))
        .isEqualTo(FindingState.PASS);
    assertThat(state(rule, lost("task-", 40).without(Hook.SPANS)))
        .isEqualTo(FindingState.NOT_ASSESSABLE);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "OPEN_TELEMETRY,false,false,false,false,-",
        "OPEN_TELEMETRY,true,false,false,false,-",
        "OPEN_TELEMETRY,false,true,false,false,-",
        "OPEN_TELEMETRY,true,true,false,false,agent and own SDK",
        "OPEN_TELEMETRY,false,true,true,false,another global SDK",
        "BRAVE,false,false,false,true,exporter without spans",
        "BRAVE,false,false,false,false,-",
        "NOOP,false,false,false,false,tracer that does nothing",
        "NONE,false,false,false,false,-"
      })
  void sdks_thatConflict_areFound(
      Tracer tracer, boolean agent, boolean own, boolean global, boolean unused, String subject) {
    SetupFacts setup = new SetupFacts(tracer, agent, own, global, unused);
    Verdict verdict = judge(new ConflictingSdks(), new TestFacts().setup(setup).served(20));
    assertThat(verdict.findings())
        .extracting(Finding::subject)
        .isEqualTo(subject == null ? List.of() : List.of(subject));
    assertThat(verdict.state()).isEqualTo(subject == null ? FindingState.PASS : FindingState.FAIL);
  }

  @Test
  void sdks_noopTracerBeforeTraffic_isNone() {
    TestFacts facts = new TestFacts().setup(SetupFacts.of(Tracer.NOOP)).served(19);
    assertThat(state(new ConflictingSdks(), facts)).isEqualTo(FindingState.PASS);
    assertThat(state(new ConflictingSdks(), new TestFacts()))
        .isEqualTo(FindingState.NOT_ASSESSABLE);
  }

  private static List<Finding> gaps(Map<String, String> attributes, boolean isInKubernetes) {
    return judge(new ResourceGaps(), new TestFacts().resource(attributes, isInKubernetes))
        .findings();
  }

  private static Map<String, String> with(String key, String value) {
    Map<String, String> attributes = new HashMap<>(FULL);
    attributes.put(key, value);
    return attributes;
  }

  @Test
  void resource_full_hasNoGap() {
    assertThat(gaps(FULL, false)).isEmpty();
    assertThat(gaps(with("k8s.pod.uid", "x"), true)).isEmpty();
    assertThat(gaps(with("service.criticality", "high"), false)).isEmpty();
    assertThat(state(new ResourceGaps(), new TestFacts())).isEqualTo(FindingState.NOT_ASSESSABLE);
  }

  @Test
  void resource_gaps_areFoundKeyByKeyAtTheirLevel() {
    assertThat(gaps(Map.of(), true))
        .extracting(Finding::subject, Finding::level)
        .containsExactly(
            tuple("service.name", Level.HIGH),
            tuple("service.instance.id", Level.INFO),
            tuple("service.version", Level.INFO),
            tuple("deployment.environment.name", Level.INFO),
            tuple("k8s.pod.uid", Level.INFO));
    assertThat(gaps(with("service.name", "unknown_service:java"), false))
        .extracting(Finding::subject, Finding::level)
        .containsExactly(tuple("service.name", Level.HIGH));
    assertThat(gaps(with("service.version", " "), false))
        .extracting(Finding::subject)
        .containsExactly("service.version");
    assertThat(gaps(with("service.criticality", "huge"), false))
        .extracting(Finding::subject)
        .containsExactly("service.criticality");
  }

  private static Component component(Kind kind, boolean instrumented, long uses) {
    return new Component(kind, "it", instrumented, uses, null);
  }

  @ParameterizedTest
  @EnumSource(value = Kind.class)
  void component_bareAndUsed_isFoundUnlessAnExecutor(Kind kind) {
    FindingState found = kind == Kind.EXECUTOR ? FindingState.NO_TRAFFIC : FindingState.FAIL;
    FindingState fine = kind == Kind.EXECUTOR ? FindingState.NO_TRAFFIC : FindingState.PASS;
    Rule rule = new BareComponent();
    TestFacts used = new TestFacts().components(component(kind, false, 1));
    assertThat(state(rule, used)).isEqualTo(found);
    assertThat(state(rule, new TestFacts().components(component(kind, true, 1)))).isEqualTo(fine);
    assertThat(state(rule, new TestFacts().components(component(kind, false, 0))))
        .isEqualTo(FindingState.NO_TRAFFIC);
    SpanFacts spans = new SpanFacts(16, 1, 0, 0, List.of(), List.of(), Map.of(), 0, Set.of(kind));
    assertThat(state(rule, used.spans(spans))).isEqualTo(fine);
  }

  @Test
  void component_bareBesideAnAgent_isNotAssessable() {
    TestFacts facts =
        new TestFacts()
            .components(component(Kind.DATA_SOURCE, false, 1))
            .setup(new SetupFacts(Tracer.OPEN_TELEMETRY, true, false, false, false));
    assertThat(state(new BareComponent(), facts)).isEqualTo(FindingState.NOT_ASSESSABLE);
  }
}
