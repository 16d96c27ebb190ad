package io.sre4j;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

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
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** The drawing of docs/ARCHITECTURE.md, executable. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.sre4j");

  private static LayeredArchitecture layers() {
    return layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("time")
        .definedBy("io.sre4j.time")
        .layer("slo")
        .definedBy("io.sre4j.slo")
        .layer("sli")
        .definedBy("io.sre4j.sli")
        .layer("timeline")
        .definedBy("io.sre4j.timeline")
        .layer("budget")
        .definedBy("io.sre4j.budget")
        .layer("alert")
        .definedBy("io.sre4j.alert")
        .layer("report")
        .definedBy("io.sre4j.report")
        .layer("openslo")
        .definedBy("io.sre4j.openslo")
        .layer("engine")
        .definedBy("io.sre4j");
  }

  @Test
  void packages_dependFromRightToLeftOnly() {
    layers()
        .whereLayer("time")
        .mayNotAccessAnyLayer()
        .whereLayer("slo")
        .mayNotAccessAnyLayer()
        .whereLayer("sli")
        .mayOnlyAccessLayers("time", "slo")
        .whereLayer("timeline")
        .mayOnlyAccessLayers("time", "slo", "sli")
        .whereLayer("budget")
        .mayOnlyAccessLayers("slo", "timeline")
        .whereLayer("alert")
        .mayOnlyAccessLayers("time", "slo", "sli", "timeline", "budget")
        .whereLayer("report")
        .mayOnlyAccessLayers("slo", "sli", "timeline", "budget", "alert")
        .whereLayer("openslo")
        .mayOnlyAccessLayers("slo")
        .whereLayer("engine")
        .mayNotBeAccessedByAnyLayer()
        .check(CLASSES);
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
            "io.sre4j.timeline",
            "io.sre4j.budget",
            "io.sre4j.report",
            "io.sre4j.time")
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
  void core_dependsOnTheJdkOnlyButOpenSloOnTheYamlEngine() {
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
        .resideInAPackage("io.sre4j..")
        .and()
        .resideOutsideOfPackage("io.sre4j.openslo")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("io.sre4j..", "java..", "org.jspecify.annotations")
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
