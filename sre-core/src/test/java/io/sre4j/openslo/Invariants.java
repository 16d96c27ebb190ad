package io.sre4j.openslo;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.openslo.OpenSloDefinitions.Scope;
import io.sre4j.slo.Slo;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What holds for every input, whatever its bytes. */
final class Invariants {
  private Invariants() {}

  /** Reads, or is refused with the declared exception; whether it was read. */
  static boolean readOrRefuse(OpenSlo.Mode mode, byte[] bytes, String name) {
    OpenSloDefinitions definitions;
    try {
      definitions = OpenSlo.read(mode, "f.yaml", bytes);
    } catch (OpenSloException e) {
      assertThat(e.errors()).as(name).isNotEmpty().hasSizeLessThanOrEqualTo(1_000);
      e.errors().forEach(message -> check(message, name));
      return false;
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError(name + ": " + e, e);
    }
    definitions.warnings().forEach(message -> check(message, name));
    check(definitions, name);
    String written = OpenSlo.write(definitions);
    if (written.getBytes(StandardCharsets.UTF_8).length <= YamlReader.MAX_BYTES) {
      OpenSloDefinitions again = OpenSlo.read(mode, Map.of("f.yaml", written));
      assertThat(withoutPlaces(again)).as(name).isEqualTo(withoutPlaces(definitions));
    }
    return true;
  }

  private static void check(OpenSloDefinitions definitions, String name) {
    assertThat(definitions.slos()).as(name).extracting(Slo::name).doesNotHaveDuplicates();
    for (OpenSloDefinitions.Definition definition : definitions.definitions()) {
      boolean instance = definition.scope() == Scope.INSTANCE;
      assertThat(definition.reasons().isEmpty()).as(name).isEqualTo(instance);
      assertThat(definition.indicators()).as(name).allMatch(i -> !instance || i.events());
      if (instance) {
        assertThat(definition.slos()).as(name).isNotEmpty();
      }
    }
  }

  private static void check(OpenSlo.Message message, String name) {
    String text = message.toString();
    assertThat(text).as(name).startsWith("f.yaml").doesNotContain("\n").doesNotContain("\u0007");
    assertThat(text.length()).as(name).isLessThan(1_300);
    assertThat(message.code()).as(name).matches("[a-z_]+");
    assertThat(message.remedy()).as(name).isNotBlank();
  }

  /** All that was read but files and lines. */
  static List<Object> withoutPlaces(OpenSloDefinitions definitions) {
    List<Object> objects =
        definitions.objects().stream().<Object>map(OpenSloDefinitions.Source::content).toList();
    List<Object> slos =
        definitions.definitions().stream()
            .<Object>map(d ->
                List.of(
                    d.name(),
                    d.service(),
                    d.scope(),
                    d.reasons(),
                    d.indicators(),
                    d.alerting(),
                    d.slos().stream().map(Invariants::parts).toList()))
            .toList();
    return List.of(objects, slos);
  }

  /** An SLO by its parts, which have an equality. */
  static Map<String, Object> parts(Slo slo) {
    return Map.of(
        "name", slo.name(),
        "description", slo.description(),
        "objectives", slo.objectives(),
        "window", slo.window(),
        "budgeting", slo.budgeting(),
        "alerting", slo.alerting(),
        "owner", slo.owner(),
        "runbook", slo.runbook(),
        "labels", slo.labels());
  }
}
