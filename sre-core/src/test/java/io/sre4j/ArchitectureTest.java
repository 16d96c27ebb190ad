package io.sre4j;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture.LayerDependencySpecification;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** The drawing of docs/ARCHITECTURE.md, executable. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.sre4j");

  private static final String ENGINE = "engine";

  /** What each package may know; the engine is the package of the root. */
  private static final Map<String, Set<String>> MAY_ACCESS =
      Map.ofEntries(
          entry("time", Set.of()),
          entry("slo", Set.of()),
          entry("history", Set.of()),
          entry("json", Set.of()),
          entry("store", Set.of("time", "slo", "history")),
          entry("fleet", Set.of("slo", "json")),
          entry("sli", Set.of("time", "slo")),
          entry("timeline", Set.of("time", "slo", "history", "sli")),
          entry("budget", Set.of("slo", "history", "timeline")),
          entry("alert", Set.of("time", "slo", "history", "sli", "timeline", "budget")),
          entry("report", Set.of("slo", "sli", "timeline", "budget", "alert")),
          entry(
              ENGINE,
              Set.of(
                  "time",
                  "slo",
                  "history",
                  "store",
                  "fleet",
                  "sli",
                  "timeline",
                  "budget",
                  "alert",
                  "report")),
          entry("delivery", Set.of("time", "slo", "json", "sli", "timeline", "budget", "alert")),
          entry("openslo", Set.of("slo")),
          entry("artifact", Set.of("slo", "json", "openslo")),
          entry(
              "micrometer",
              Set.of(
                  "slo",
                  "timeline",
                  "budget",
                  "report",
                  ENGINE,
                  "finding",
                  "facts",
                  "coverage",
                  "coverage.report")),
          entry(
              "backtest",
              Set.of(
                  "time", "slo", "json", "sli", "timeline", "budget", "alert", "report", ENGINE)),
          entry(
              "simulation",
              Set.of("time", "slo", "sli", "timeline", "budget", "alert", "report", ENGINE)),
          entry("finding", Set.of("slo")),
          entry("signal", Set.of("time", "slo", "sli", "finding", "facts")),
          entry("facts", Set.of("finding")),
          entry("dependency", Set.of("slo", "sli", "timeline", "report", "finding")),
          entry("rule", Set.of("finding", "facts")),
          entry("rule.serving", Set.of("finding", "facts", "rule")),
          entry("rule.context", Set.of("finding", "facts", "rule")),
          entry("rule.span", Set.of("finding", "facts", "rule")),
          entry("rule.pipeline", Set.of("finding", "facts", "rule")),
          entry("rule.setup", Set.of("finding", "facts", "rule")),
          entry(
              "coverage",
              Set.of(
                  "time",
                  "slo",
                  "sli",
                  "budget",
                  ENGINE,
                  "finding",
                  "signal",
                  "facts",
                  "rule",
                  "rule.serving",
                  "rule.context",
                  "rule.span",
                  "rule.pipeline",
                  "rule.setup",
                  "score",
                  "coverage.report",
                  "coverage.timeline")),
          entry("coverage.timeline", Set.of("finding", "signal", "facts")),
          entry("coverage.report", Set.of("slo", "finding", "facts", "score")),
          entry("score", Set.of("slo", "facts")),
          entry(
              "cli",
              Set.of("slo", "budget", "openslo", "artifact", "backtest", "simulation", "finding")));

  @Test
  void packages_knowWhatTheDrawingSays() {
    LayeredArchitecture drawing = layeredArchitecture().consideringOnlyDependenciesInLayers();
    for (String layer : MAY_ACCESS.keySet()) {
      drawing =
          drawing.layer(layer).definedBy(layer.equals(ENGINE) ? "io.sre4j" : "io.sre4j." + layer);
    }
    for (Map.Entry<String, Set<String>> rule : MAY_ACCESS.entrySet()) {
      String[] known = rule.getValue().toArray(String[]::new);
      LayerDependencySpecification layer = drawing.whereLayer(rule.getKey());
      drawing = known.length == 0 ? layer.mayNotAccessAnyLayer() : layer.mayOnlyAccessLayers(known);
    }
    drawing.check(CLASSES);
  }

  @Test
  void drawing_hasEveryPackage() {
    Assertions.assertThat(CLASSES.stream().map(JavaClass::getPackageName).distinct())
        .containsExactlyInAnyOrderElementsOf(
            MAY_ACCESS.keySet().stream()
                .map(layer -> layer.equals(ENGINE) ? "io.sre4j" : "io.sre4j." + layer)
                .toList());
  }

  @Test
  void packages_formNoCycles() {
    slices().matching("io.sre4j.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void clocks_readInOnePackageOnly() {
    noClasses()
        .that(
            resideInAPackage("io.sre4j..")
                .and(DescribedPredicate.not(resideInAPackage("io.sre4j.time"))))
        .should()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Clock.class)
        .check(CLASSES);
  }

  @Test
  void recorder_readsTheClockInCallOnly() {
    noClasses()
        .that()
        .resideInAPackage("io.sre4j.sli")
        .and()
        .doNotHaveSimpleName("SliRecorder")
        .should()
        .dependOnClassesThat()
        .haveSimpleName("TimeSource")
        .check(CLASSES);
    List<String> callers = new ArrayList<>();
    CLASSES.get("io.sre4j.sli.SliRecorder").getMethodCallsFromSelf().stream()
        .filter(call -> call.getTargetOwner().getSimpleName().equals("TimeSource"))
        .forEach(call -> callers.add(call.getOrigin().getName()));
    Assertions.assertThat(callers).isNotEmpty().allMatch("call"::equals);
  }

  @Test
  void atomicsAndFences_inTheHotPackageOnly() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.sre4j.slo",
            "io.sre4j.history",
            "io.sre4j.timeline",
            "io.sre4j.budget",
            "io.sre4j.report",
            "io.sre4j.time",
            "io.sre4j.finding",
            "io.sre4j.facts",
            "io.sre4j.rule..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.util.concurrent.atomic")
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage("java.util.concurrent.locks")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.lang.invoke.VarHandle")
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackage("io.sre4j.sli")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.lang.invoke.VarHandle")
        .check(CLASSES);
  }

  @Test
  void core_dependsOnTheJdkOnlyButOpenSloOnTheYamlEngineAndTheCommandLineOnPicocli() {
    classes()
        .that()
        .resideInAPackage("io.sre4j.openslo")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.sre4j.openslo",
            "io.sre4j.slo",
            "java..",
            "org.jspecify.annotations",
            "org.snakeyaml.engine..")
        .check(CLASSES);
    classes()
        .that()
        .resideInAPackage("io.sre4j.micrometer")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.sre4j..", "java..", "org.jspecify.annotations", "io.micrometer.core..")
        .check(CLASSES);
    classes()
        .that()
        .resideInAPackage("io.sre4j..")
        .and()
        .resideOutsideOfPackages("io.sre4j.openslo", "io.sre4j.cli", "io.sre4j.micrometer")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("io.sre4j..", "java..", "javax.crypto..", "org.jspecify.annotations")
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackage("io.sre4j.cli")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("picocli..")
        .check(CLASSES);
  }

  @Test
  void packages_holdAtMostThirteenTopLevelTypes() {
    classes().should(belongToASmallPackage()).check(CLASSES);
  }

  private static ArchCondition<JavaClass> belongToASmallPackage() {
    return new ArchCondition<>("belong to a package of at most 13 top-level types") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        JavaPackage home = type.getPackage();
        long size =
            home.getClasses().stream()
                .filter(c ->
                    !c.isArray()
                        && !c.getName().contains("$")
                        && !c.getName().endsWith("package-info"))
                .count();
        events.add(
            new SimpleConditionEvent(
                type, size <= 13, home.getName() + " holds " + size + " types"));
      }
    };
  }
}
