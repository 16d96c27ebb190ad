package io.sre4j.otel;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture.LayerDependencySpecification;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The packages of this module: what each may know, and of OpenTelemetry only what is stable. */
class ArchitectureTest {
  private static final String ROOT = "io.sre4j.otel.";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.sre4j.otel");

  /** What each package may know of this module. */
  private static final Map<String, Set<String>> MAY_ACCESS =
      Map.ofEntries(
          entry("guard", Set.of()),
          entry("metrics", Set.of()),
          entry("dependency", Set.of("guard")),
          entry("keep", Set.of("guard")),
          entry("content", Set.of("guard", "keep")),
          entry("span", Set.of("guard")),
          entry("export", Set.of("guard", "content", "keep")),
          entry("propagation", Set.of("guard", "content")),
          entry("sampling", Set.of("guard")),
          entry("score", Set.of("content")),
          entry("entry", Set.of()),
          entry("autoconfigure", Set.of("guard", "keep", "metrics")),
          entry("agent", Set.of("guard", "autoconfigure", "metrics", "dependency")));

  /** Where what the root puts together is put into an SDK. */
  private static final Set<String> ABOVE_THE_ROOT = Set.of("autoconfigure", "agent");

  /** Of OpenTelemetry, what is not stable: one class for each. */
  private static final Set<String> UNSTABLE =
      Set.of("AutoListener", "SreAgentListener", "SreInstrumenters", "SreSpanProcessor");

  @Test
  void packages_knowWhatTheyMay() {
    LayeredArchitecture drawing = layeredArchitecture().consideringOnlyDependenciesInLayers();
    for (String layer : MAY_ACCESS.keySet()) {
      drawing = drawing.layer(layer).definedBy(ROOT + layer);
    }
    for (Map.Entry<String, Set<String>> rule : MAY_ACCESS.entrySet()) {
      String[] known = rule.getValue().toArray(String[]::new);
      LayerDependencySpecification layer = drawing.whereLayer(rule.getKey());
      drawing = known.length == 0 ? layer.mayNotAccessAnyLayer() : layer.mayOnlyAccessLayers(known);
    }
    drawing.check(CLASSES);
    slices().matching(ROOT + "(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void drawing_hasEveryPackage() {
    assertThat(CLASSES.stream().map(JavaClass::getPackageName).distinct().filter(p -> !isRoot(p)))
        .containsExactlyInAnyOrderElementsOf(
            MAY_ACCESS.keySet().stream().map(layer -> ROOT + layer).toList());
  }

  /** The root puts the others together. */
  private static boolean isRoot(String name) {
    return ROOT.equals(name + ".");
  }

  @Test
  void packages_belowTheRoot_doNotKnowIt() {
    String[] below =
        MAY_ACCESS.keySet().stream()
            .filter(layer -> !ABOVE_THE_ROOT.contains(layer))
            .map(layer -> ROOT + layer)
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAnyPackage(below)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.sre4j.otel")
        .check(CLASSES);
  }

  @Test
  void openTelemetry_stableTypesOnly_butInOneEntryPointEach() {
    DescribedPredicate<JavaClass> unstable =
        resideInAnyPackage(
                "..internal..", "..incubator..", "..declarativeconfig..", "..javaagent.extension..")
            .as("unstable");
    Set<String> using =
        CLASSES.stream()
            .filter(c ->
                c.getDirectDependenciesFromSelf().stream()
                    .anyMatch(dependency -> unstable.test(dependency.getTargetClass())))
            .map(JavaClass::getName)
            .collect(Collectors.toSet());
    assertThat(using)
        .isEqualTo(
            UNSTABLE.stream().map(name -> ROOT + "entry." + name).collect(Collectors.toSet()));
  }

  @Test
  void entryPoints_nameNoClassOfThisLibrary() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "entry")
        .should()
        .dependOnClassesThat(
            resideInAPackage("io.sre4j..").and(not(resideInAPackage(ROOT + "entry"))))
        .check(CLASSES);
  }

  @Test
  void metrics_knowNoSdk() {
    noClasses()
        .that()
        .resideInAPackage("io.sre4j.otel.metrics")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.opentelemetry.sdk..")
        .check(CLASSES);
  }

  @Test
  void module_dependsOnCoreOpenTelemetryAndTheJdkOnly() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.sre4j..", "io.opentelemetry..", "java..", "org.jspecify.annotations")
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "entry")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.util.logging")
        .check(CLASSES);
  }

  @Test
  void clocks_ofCoreOnly() {
    noClasses()
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
  void packages_holdAtMostThirteenTopLevelTypes() {
    Map<String, Long> sizes =
        CLASSES.stream()
            .filter(c -> !c.getName().contains("$") && !c.getName().endsWith("package-info"))
            .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
    assertThat(sizes).allSatisfy((name, size) -> assertThat(size).isLessThanOrEqualTo(13));
  }
}
