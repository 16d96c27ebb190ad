package io.sre4j.spring;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;

class ArchitectureTest {
  private static final JavaClasses STARTER =
      new ClassFileImporter()
          .importUrl(
              SreAutoConfiguration.class.getProtectionDomain().getCodeSource().getLocation());

  @Test
  void autoConfigurations_all_arePublicAndFinal() {
    classes()
        .that()
        .areAnnotatedWith(AutoConfiguration.class)
        .should()
        .bePublic()
        .andShould()
        .haveModifier(JavaModifier.FINAL)
        .andShould()
        .haveSimpleNameEndingWith("AutoConfiguration")
        .check(STARTER);
  }

  @Test
  void autoConfigurations_all_havePackagePrivateMembersOnly() {
    methods()
        .that()
        .areDeclaredInClassesThat()
        .areAnnotatedWith(AutoConfiguration.class)
        .and()
        .areAnnotatedWith(Bean.class)
        .should()
        .bePackagePrivate()
        .check(STARTER);
    constructors()
        .that()
        .areDeclaredInClassesThat()
        .areAnnotatedWith(AutoConfiguration.class)
        .should()
        .bePackagePrivate()
        .check(STARTER);
    methods()
        .that()
        .areDeclaredInClassesThat()
        .areAnnotatedWith(AutoConfiguration.class)
        .should()
        .notBePublic()
        .check(STARTER);
  }

  @Test
  void conditionsAndAnalyzers_all_areNotPublic() {
    classes()
        .that()
        .areAssignableTo(Condition.class)
        .or()
        .areAssignableTo(FailureAnalyzer.class)
        .should()
        .notBePublic()
        .allowEmptyShould(true)
        .check(STARTER);
  }

  @Test
  void packages_all_areFreeOfCycles() {
    slices().matching("io.sre4j.(spring..)").should().beFreeOfCycles().check(STARTER);
  }

  @Test
  void clocks_all_areCores() {
    noClasses()
        .should()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .check(STARTER);
  }

  @Test
  void packages_all_areNullMarkedAndSmall() {
    Map<String, Long> sizes =
        STARTER.stream()
            .filter(JavaClass::isTopLevelClass)
            .filter(type -> !type.getSimpleName().equals("package-info"))
            .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
    assertThat(sizes.keySet())
        .allMatch(name -> STARTER.getPackage(name).isAnnotatedWith(NullMarked.class));
    assertThat(sizes).allSatisfy((name, size) -> assertThat(size).as(name).isBetween(1L, 13L));
  }
}
