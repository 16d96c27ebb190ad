package io.sre4j.spring.openslo;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.SreEngine;
import io.sre4j.openslo.OpenSlo;
import io.sre4j.openslo.OpenSloDefinitions;
import io.sre4j.openslo.OpenSloException;
import io.sre4j.sli.Outcome;
import io.sre4j.slo.Sli;
import io.sre4j.slo.Slo;
import io.sre4j.spring.ConfigurationProblems;
import io.sre4j.spring.SreAutoConfiguration;
import io.sre4j.spring.operation.OperationSlis;
import io.sre4j.spring.web.HttpSlis;
import io.sre4j.spring.web.Route;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;

@ExtendWith(OutputCaptureExtension.class)
class SreOpenSloAutoConfigurationTest {
  private static final String SHOP = "sre.openslo.location=classpath:slo/shop.yaml";
  private static final String WARN = "sre.on-invalid-config=warn";

  private final WebApplicationContextRunner runner =
      new WebApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(SreAutoConfiguration.class, SreOpenSloAutoConfiguration.class));
  @TempDir private Path directory;

  @Test
  void slos_ofAFile_replaceDefaultsAndDefineTheirRoutes() {
    runner
        .withPropertyValues(SHOP)
        .run(context -> {
          assertThat(names(context)).containsExactly("pay-available");
          Slo slo = context.getBean(SreEngine.class).status("pay-available").slo();
          assertThat(slo.objectives().toString()).isEqualTo("[99.9% of pay succeed]");
          assertThat(slo.window().text()).isEqualTo("28d");
          assertThat(slo.labels()).containsEntry("tier", "1");
          assertThat(context.getBean(HttpSlis.class).routed())
              .isEqualTo(Map.of("pay", List.of(new Route("POST", "/pay"))));
        });
  }

  @Test
  void slos_ofTheFleet_areSaidNotCounted(CapturedOutput output) {
    runner.withPropertyValues(SHOP).run(context -> assertThat(names(context)).hasSize(1));
    assertThat(output)
        .contains("SLO search-available is decided by rules over the fleet, not in this process");
  }

  @Test
  void slos_besideKeys_shareTheirSli() {
    runner
        .withPropertyValues(
            SHOP,
            "sre.slos.pay-fast.sli=pay",
            "sre.slos.pay-fast.target=99%",
            "sre.slos.pay-fast.latency=1s")
        .run(context -> assertThat(names(context)).containsExactly("pay-available", "pay-fast"));
  }

  @Test
  void selectors_ofKeys_holdForTheSliOfAFile() {
    runner
        .withPropertyValues(
            SHOP,
            "sre.slos.pay-fast.sli=pay",
            "sre.slos.pay-fast.target=99%",
            "sre.slos.pay-fast.latency=1s",
            "sre.slos.pay-fast.exclude=/pay/test",
            "sre.slos.pay-fast.bad-when=429")
        .run(context -> {
          HttpSlis.Refinement pay = context.getBean(HttpSlis.class).refinements().get("pay");
          assertThat(pay.exclude()).containsExactly(new Route(null, "/pay/test"));
          assertThat(pay.rules().of(Outcome.GOOD, 429, null, 1)).isEqualTo(Outcome.BAD);
        });
  }

  @Test
  void slos_ofAFile_leaveNothingToDefaults() {
    runner
        .withPropertyValues(SHOP)
        .run(context ->
            assertThat(context.getBean(OperationSlis.class).promisesNothing()).isFalse());
    runner.run(
        context -> assertThat(context.getBean(OperationSlis.class).promisesNothing()).isTrue());
  }

  @Test
  void slos_ofAFile_mayBeAboutOperations() throws Exception {
    String lost = Files.readString(Path.of("src/test/resources/slo-wrong/lost.yaml"));
    Files.writeString(directory.resolve("a.yaml"), lost.replace("jobs", "task.cleanup.run"));
    runner
        .withPropertyValues("sre.openslo.location=file:" + directory + "/a.yaml")
        .run(context -> assertThat(names(context)).containsExactly("nightly"));
  }

  @Test
  void slos_boundToABean_countItsEvents() {
    runner
        .withPropertyValues("sre.openslo.location=classpath:slo-wrong/lost.yaml")
        .withBean(Sli.Events.class, () -> Sli.events("jobs"))
        .run(context -> assertThat(names(context)).containsExactly("nightly"));
  }

  @Test
  void location_patternsOfFiles_areReadTogether() throws Exception {
    String shop = Files.readString(Path.of("src/test/resources/slo/shop.yaml"));
    Files.writeString(directory.resolve("a.yaml"), shop);
    Files.writeString(directory.resolve("b.yml"), shop.replace("pay-available", "paid"));
    runner
        .withPropertyValues(
            "sre.openslo.location=file:" + directory + "/*.yaml,file:" + directory + "/*.yml")
        .run(context ->
            assertThat(context.getStartupFailure())
                .rootCause()
                .isInstanceOf(OpenSloException.class)
                .hasMessageContaining(directory.resolve("b.yml") + ":")
                .hasMessageContaining("search-available")
                .hasMessageContaining("[duplicate_object]"));
  }

  @Test
  void location_optional_mayBeMissing() {
    runner
        .withPropertyValues(
            "sre.openslo.location=optional:file:/nowhere/*.yaml," + "classpath:slo/shop.yaml")
        .run(context -> assertThat(names(context)).containsExactly("pay-available"));
  }

  @ParameterizedTest
  @CsvSource({
    "classpath:nowhere.yaml, names no file",
    "file:/nowhere/*.yaml, names no file",
    "classpath:slo-wrong/wrong.yaml, 'slo-wrong/wrong.yaml:9: spec.objectives[0].target: 99.9 is not below 1'",
    "classpath:slo-wrong/lost.yaml, 'slo-wrong/lost.yaml:1 SLO nightly sli = jobs: is not an SLI of this engine'"
  })
  void start_whatCannotWork_saysWhere(String location, String said) {
    runner
        .withPropertyValues("sre.openslo.location=" + location)
        .run(context -> assertThat(context.getStartupFailure()).hasStackTraceContaining(said));
  }

  @Test
  void start_nameOfAKey_namesBoth() {
    runner
        .withPropertyValues(SHOP, "sre.slos.pay-available.target=99%")
        .run(context ->
            assertThat(context.getStartupFailure())
                .hasStackTraceContaining("slo/shop.yaml:1 SLO pay-available")
                .hasStackTraceContaining("sre.slos.pay-available"));
  }

  @Test
  void start_twoRoutesForOneSli_namesBoth() {
    runner
        .withPropertyValues(
            SHOP,
            "sre.slos.other.sli=pay",
            "sre.slos.other.routes=/refund",
            "sre.slos.other.target=99%")
        .run(context ->
            assertThat(context.getStartupFailure())
                .hasStackTraceContaining("SLO pay-available sre4j.io/routes = [POST /pay]")
                .hasStackTraceContaining("has other routes in sre.slos.other.routes"));
  }

  @Test
  void start_withoutTheReaderOfYaml_saysWhatIsMissing() {
    runner
        .withPropertyValues(SHOP)
        .withClassLoader(new FilteredClassLoader("org.snakeyaml"))
        .run(context ->
            assertThat(context.getStartupFailure())
                .hasStackTraceContaining("needs org.snakeyaml:snakeyaml-engine"));
    runner
        .withClassLoader(new FilteredClassLoader("org.snakeyaml"))
        .run(context -> assertThat(context).hasNotFailed());
  }

  @Test
  void warn_someFilesAreWrong_theOthersAreMeasured(CapturedOutput output) {
    runner
        .withPropertyValues(
            WARN,
            "sre.openslo.location=classpath:slo/*.yaml,classpath:slo-wrong/*.yaml,classpath:nowhere.yaml")
        .run(context -> {
          assertThat(names(context)).containsExactly("pay-available");
          assertThat(context.getBean(ConfigurationProblems.class).all())
              .extracting(problem -> problem.path().replaceFirst("^.*/", ""))
              .contains(
                  "wrong.yaml:8 spec.indicatorRef",
                  "wrong.yaml:9 spec.objectives[0].target",
                  "lost.yaml:1 SLO nightly sli");
        });
    assertThat(output).containsOnlyOnce("99.9 is not below 1");
  }

  /** Promises that nobody wrote would be taken for those that stand in the files. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "classpath:slo-wrong/wrong.yaml",
        "classpath:slo-wrong/*.yaml",
        "classpath:no.yaml"
      })
  void warn_allFilesAreWrong_promisesNothingAndSaysSo(String location, CapturedOutput output) {
    runner
        .withPropertyValues(WARN, "sre.openslo.location=" + location)
        .run(context -> {
          assertThat(names(context)).isEmpty();
          assertThat(context.getBean(OperationSlis.class).promisesNothing()).isFalse();
          assertThat(context.getBean(ConfigurationProblems.class).all()).isNotEmpty();
        });
    assertThat(output).containsOnlyOnce("sre4j has no SLO: of what is configured none can work");
  }

  @Test
  void warn_allFilesAreWrong_otherSlosAreMeasured(CapturedOutput output) {
    runner
        .withPropertyValues(
            WARN, "sre.openslo.location=classpath:slo-wrong/wrong.yaml", "sre.slos.all.target=99%")
        .run(context -> assertThat(names(context)).containsExactly("all"));
    assertThat(output).contains("99.9 is not below 1").doesNotContain("has no SLO");
  }

  @Test
  void slos_ofTheFleetOnly_replaceDefaults() throws Exception {
    String shop = Files.readString(Path.of("src/test/resources/slo/shop.yaml"));
    Files.writeString(directory.resolve("fleet.yaml"), shop.substring(shop.indexOf("---") + 4));
    runner
        .withPropertyValues("sre.openslo.location=file:" + directory + "/fleet.yaml")
        .run(context -> {
          assertThat(context.getBean(OpenSloDefinitions.class).fleet()).hasSize(1);
          assertThat(names(context)).isEmpty();
        });
  }

  @Test
  void slos_ifNoFileIsThere_areTheDefaults() {
    runner
        .withPropertyValues(WARN, "sre.openslo.location=optional:file:/nowhere/*.yaml")
        .run(context ->
            assertThat(names(context)).containsExactly("http-availability", "http-latency"));
  }

  @Test
  void definitions_ofTheUser_areTaken() throws Exception {
    OpenSloDefinitions own =
        OpenSlo.read(OpenSlo.Mode.LENIENT, List.of(Path.of("src/test/resources/slo/shop.yaml")));
    runner
        .withBean(OpenSloDefinitions.class, () -> own)
        .withPropertyValues("sre.openslo.location=classpath:nowhere.yaml")
        .run(context -> assertThat(names(context)).containsExactly("pay-available"));
  }

  private static List<String> names(ApplicationContext context) {
    return context.getBean(SreEngine.class).report().slos().stream()
        .map(status -> status.slo().name())
        .toList();
  }
}
