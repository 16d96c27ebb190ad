package io.sre4j.openslo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Reads docs/openslo.md: its documents, its messages, its tables. */
class DocumentationTest {
  private static final Pattern BLOCK = Pattern.compile("(?s)```(\\w+)\n(.*?)```");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| (.+?) \\| (.+?) \\| (.+?) \\|$");
  private static final Pattern CODE = Pattern.compile("(?m)^\\| `([a-z_]+)` \\| [^|]+ \\|$");

  @Test
  void documents_ofThePage_areReadAsThePageSays() throws IOException {
    List<String> yaml = blocks("yaml");
    assertThat(yaml).hasSize(3);
    assertThat(yaml.get(0)).isEqualTo(Documents.text("example"));
    assertThat(Documents.read(yaml.get(0)).slos()).hasSize(2);
    assertThat(Documents.read(yaml.get(1)).fleet()).hasSize(1);
    assertThat(Documents.read(yaml.get(1)).warnings()).isEmpty();
  }

  @Test
  void code_ofThePage_isThatOfTheEngineTest() throws IOException {
    Path test = Path.of("src", "test", "java", "io", "sre4j", "OpenSloEngineTest.java");
    String source = Files.readString(test).replaceAll("\\s+", " ");
    List<String> java = blocks("java");
    assertThat(java).hasSize(1);
    String lines = java.get(0).strip().replaceAll("\\s+", " ");
    assertThat(source).contains(lines.replace("Path.of(\"shop.yaml\")", "file"));
  }

  @Test
  void messages_ofThePage_areThoseOfItsDocument() throws IOException {
    try {
      Documents.read(blocks("yaml").get(2));
      throw new AssertionError("was read");
    } catch (OpenSloException e) {
      assertThat(e.getMessage().replace("f.yaml", "shop.yaml") + "\n")
          .isEqualTo(blocks("text").get(0));
    }
  }

  @Test
  void codes_ofThePage_areAllThereAre() throws IOException {
    List<String> codes = new ArrayList<>();
    Matcher code = CODE.matcher(section("Messages"));
    while (code.find()) {
      codes.add(code.group(1));
    }
    List<String> seen = new ArrayList<>(MessagesTest.codes());
    seen.addAll(List.of("too_large", "too_deep", "unreadable")); // LimitsTest
    assertThat(codes).containsExactlyElementsOf(seen.stream().sorted().toList());
  }

  @Test
  void differences_ofThePage_areThoseOfTheModes() throws IOException {
    Map<String, String> documents = differences();
    List<String> rows = new ArrayList<>();
    Matcher row = ROW.matcher(section("Lenient and strict"));
    while (row.find()) {
      if (row.group(1).equals("document")) {
        continue;
      }
      String document = documents.get(row.group(1));
      assertThat(document).as(row.group(1)).isNotNull();
      String actual = outcome(OpenSlo.Mode.LENIENT, document);
      String strict = outcome(OpenSlo.Mode.STRICT, document);
      assertThat(row.group(2) + ", strict " + row.group(3))
          .as(row.group(1))
          .isEqualTo(actual + ", strict " + strict);
      rows.add(row.group(1));
    }
    assertThat(rows).containsExactlyInAnyOrderElementsOf(documents.keySet());
  }

  @Test
  void durations_thatThePageSaysBothRefuse_areRefusedByBoth() {
    for (String duration : List.of("0w", "5 m", "+5m")) {
      String text = Documents.text("slo").replace("30d", "'" + duration + "'");
      for (OpenSlo.Mode mode : OpenSlo.Mode.values()) {
        assertThat(Documents.codes(mode, text)).as(duration).containsExactly("error duration");
      }
    }
  }

  private static String outcome(OpenSlo.Mode mode, String document) {
    List<String> codes = Documents.codes(mode, document);
    return codes.isEmpty()
        ? "accepted"
        : codes.stream()
            .map(c -> c.replaceFirst(" (.*)", " `$1`"))
            .collect(Collectors.joining(", "));
  }

  /** A document for each row of the table. */
  private static Map<String, String> differences() {
    Map<String, String> documents = new LinkedHashMap<>();
    putFields(documents, Documents.text("slo"));
    putShapes(documents, Documents.text("fleet"));
    String policy = Documents.text("policy");
    documents.put(
        "an alert condition without `kind`", policy.replace("          kind: burnrate\n", ""));
    String slices = Documents.text("slices");
    documents.put(
        "`timeSliceWindow: 5`, a number of minutes",
        slices.replace("timeSliceWindow: 1m", "timeSliceWindow: 5"));
    return documents;
  }

  private static void putFields(Map<String, String> documents, String slo) {
    documents.put(
        "no `timeWindow`",
        slo.replace("  timeWindow:\n    - duration: 30d\n      isRolling: true\n", ""));
    documents.put("no `budgetingMethod`", slo.replace("  budgetingMethod: Occurrences\n", ""));
    documents.put(
        "`op` or `value` on a ratio",
        slo.replace("target: 0.999", "target: 0.999\n      op: gt\n      value: 1"));
    documents.put(
        "a name that is no RFC 1123 label: `Orders`", slo.replace("name: orders", "name: Orders"));
    documents.put(
        "a `displayName` of more than 63 characters",
        slo.replace("displayName: Orders", "displayName: " + "x".repeat(64)));
    documents.put("`objectives: []`", slo.replaceFirst("(?s)objectives:.*", "objectives: []\n"));
    documents.put("`rawType` without `raw`", slo.replace("counter: true", "rawType: success"));
    documents.put(
        "a `timeSliceTarget` above 1 that no method uses",
        slo.replace("target: 0.999", "target: 0.999\n      timeSliceTarget: 95"));
    documents.put(
        "a `compositeWeight` of 0 in no composite",
        slo.replace("target: 0.999", "target: 0.999\n      compositeWeight: 0"));
  }

  private static void putShapes(Map<String, String> documents, String fleet) {
    documents.put(
        "two objectives over one `thresholdMetric`",
        Documents.text("latency") + "    - op: lte\n      value: 800\n      target: 0.999\n");
    String target = "objectives: [{target: 0.995}]";
    String indicator =
        "indicator: {metadata: {name: a}, spec: {thresholdMetric: {metricSource: {type: x, spec:"
            + " {query: y}}}}}";
    String objectives =
        "objectives: [{target: 0.9}, {target: 0.8, op: lt, value: 1, " + indicator + "}]";
    documents.put(
        "a composite with an objective without indicator",
        fleet
            .replace(target, objectives)
            .replaceFirst("(?s)  indicator:\n.*?(  objectives)", "$1")
            .replaceFirst("\n  alertPolicies.*", ""));
    documents.put(
        "a `metricSource` without `type` and `metricSourceRef`",
        fleet.replace("            metricSourceRef: metrics\n", ""));
  }

  private static List<String> blocks(String language) throws IOException {
    List<String> blocks = new ArrayList<>();
    Matcher block = BLOCK.matcher(page());
    while (block.find()) {
      if (block.group(1).equals(language)) {
        blocks.add(block.group(2));
      }
    }
    return blocks;
  }

  private static String section(String title) throws IOException {
    String after = page().split("\n## " + title + "\n", 2)[1];
    return after.split("\n## ", 2)[0];
  }

  private static String page() throws IOException {
    return Files.readString(Path.of("..", "docs", "openslo.md"));
  }
}
