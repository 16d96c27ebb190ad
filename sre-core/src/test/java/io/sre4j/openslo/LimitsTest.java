package io.sre4j.openslo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Input that nobody vouches for: a bounded time, a bounded memory, and the declared exception. */
class LimitsTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final List<String> SHAPES =
      List.of(
          "&a ",
          "*a ",
          "!!a ",
          "%a\n",
          "---\n",
          "? ",
          ": ",
          "# ",
          "\"",
          "'",
          "|\n",
          ">\n",
          "a: b\n",
          "{",
          "[",
          ",",
          "\t",
          "\r",
          "\u0085",
          "\uFEFF",
          "- - ",
          "\\",
          "a:\n b:\n",
          "<<: *a\n",
          "-\n",
          "...\n",
          "@",
          "`",
          "{a,",
          "[a,",
          "'' ",
          "\"\" ",
          "? - ",
          "&a1 ");

  @Test
  void billionLaughs_isRefusedBeforeItIsWrittenOut() {
    StringBuilder text = new StringBuilder("a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol]\n");
    for (int i = 1; i <= 12; i++) {
      String alias = "*a" + (i - 1);
      String list = String.join(", ", Collections.nCopies(8, alias));
      text.append("a").append(i).append(": &a").append(i).append(" [").append(list).append("]\n");
    }
    assertThat(refused(text.toString()))
        .startsWith("f.yaml:6: holds more than 100000 values, aliases written out")
        .endsWith("[too_large]");
  }

  @Test
  void aliases_upToAHundred_areFollowed_andNotOneMore() {
    String text = Documents.text("slo").replace("description: Orders go through.", "%s");
    String anchored = text.replace("name: orders", "name: &n orders");
    String values = String.join(",", Collections.nCopies(100, "*n"));
    String field = "labels: {team: [" + values + "]}";
    String labelled = anchored.replace("labels: {team: shop}", field).replace("  %s\n", "");
    String label = Documents.read(labelled).slos().get(0).labels().get("team");
    assertThat(label).startsWith("orders,orders,").hasSize(100 * 7 - 1);
    assertThat(refused(labelled.replace("[*n", "[*n,*n"))).contains("more than 100 aliases");
  }

  @Test
  void depth_beyond64Levels_isRefused() {
    assertThat(refused("[".repeat(64))).contains("[syntax]");
    assertThat(refused("[".repeat(65))).contains("more than 64 levels deep");
    assertThat(refused("[".repeat(500_000))).contains("more than 64 levels deep");
    assertThat(refused("{a: ".repeat(100_000))).contains("more than 64 levels deep");
    assertThat(refused("- ".repeat(500_000))).contains("more than 64 levels deep");
    assertThat(refused("? ".repeat(500_000))).contains("more than 64 levels deep");
  }

  @Test
  void size_beyondOneMebibyte_isRefused() {
    String text = Documents.text("slo");
    String full = text + " ".repeat((1 << 20) - text.length());
    assertThat(Documents.read(full).slos()).hasSize(1);
    assertThat(refused(full + " ")).contains("larger than 1048576 bytes");
  }

  @Test
  void values_beyondAHundredThousand_areRefused() {
    assertThat(refused("- 1\n".repeat(100_000))).contains("holds more than 100000 values");
  }

  @Test
  void errors_manyThousands_areCutAtAThousand() {
    OpenSloException e = thrownBy("- {apiVersion: openslo/v1, kind: Nope}\n".repeat(10_000));
    assertThat(e.errors()).hasSize(1_000);
    assertThat(e).hasMessageEndingWith("\nand 980 more");
  }

  @Test
  void errors_beyondThoseKept_stillMakeAnObjectUnsound() {
    String many = "- {apiVersion: openslo/v1, kind: Nope}\n".repeat(1_000);
    assertThat(thrownBy(many + "- {apiVersion: openslo/v1, kind: SLO}").errors()).hasSize(1_000);
    String twice = "- &slo {apiVersion: openslo/v1, kind: SLO, metadata: {}, spec: {}}\n- *slo";
    assertThat(thrownBy(twice).errors()).extracting(OpenSlo.Message::path).contains("spec.service");
  }

  @Test
  void names_ofHundredsOfKilobytes_areRefusedInBoundedTime() {
    // Two long names that differ little are the worst case of looking for what was meant.
    String longName = "a".repeat(400_000);
    String text =
        Documents.text("composite")
            .replace("{name: checkout}", "{name: " + longName + "}")
            .replace("indicatorRef: checkout", "indicatorRef: b" + longName);
    OpenSloException e = Assertions.assertTimeoutPreemptively(SOON, () -> thrownBy(text));
    assertThat(e.errors()).allSatisfy(m -> assertThat(m.toString().length()).isLessThan(1_200));
  }

  @Test
  void textsOfOneMegabyte_ofEveryShape_endInBoundedTime() {
    for (String part : SHAPES) {
      String text = part.repeat((1 << 20) / part.getBytes(StandardCharsets.UTF_8).length);
      Assertions.assertTimeoutPreemptively(SOON, () -> readOrRefuse(text), part);
    }
  }

  @Test
  void encoding_otherThanUtf8_isRefusedWithTheLine() {
    byte[] bytes = "a: b\nc: \u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
    OpenSloException e =
        catchThrowableOfType(
            OpenSloException.class, () -> OpenSlo.read(OpenSlo.Mode.LENIENT, "f.yaml", bytes));
    assertThat(e.errors()).hasSize(1);
    assertThat(e).hasMessage("f.yaml:2: is not UTF-8 from here on; save it as UTF-8 [encoding]");
  }

  @Test
  void byteOrderMarkAndWindowsLineEnds_areRead() {
    String text = "\uFEFF" + Documents.text("slo").replace("\n", "\r\n");
    assertThat(Documents.read(text).slos()).hasSize(1);
  }

  @Test
  void files_missingOrNotReadable_areErrorsBesideTheOthers(@TempDir Path folder)
      throws IOException {
    Path good = Files.writeString(folder.resolve("good.yaml"), Documents.text("slo"));
    Path bad = Files.writeString(folder.resolve("bad.yaml"), "a: [");
    OpenSloException e =
        catchThrowableOfType(
            OpenSloException.class,
            () ->
                OpenSlo.read(
                    OpenSlo.Mode.LENIENT, List.of(folder.resolve("none"), folder, good, bad)));
    assertThat(e.errors()).extracting(OpenSlo.Message::code).contains("unreadable", "syntax");
    assertThat(e.errors().get(0))
        .hasToString(folder.resolve("none") + ": does not exist; check its name [unreadable]");
    assertThat(e.errors()).extracting(OpenSlo.Message::file).doesNotContain(good.toString());
  }

  @Test
  void files_moreThanAThousand_areRefused() {
    List<Path> files = Collections.nCopies(1_001, Path.of("f.yaml"));
    OpenSloException e =
        catchThrowableOfType(
            OpenSloException.class, () -> OpenSlo.read(OpenSlo.Mode.LENIENT, files));
    assertThat(e).hasMessage("all files: are 1001 files; read at most 1000 at once [too_large]");
  }

  @Test
  void typeTags_ofAnyKind_areRefusedAndNothingIsMade() {
    for (String tag :
        List.of(
            "!!javax.script.ScriptEngineManager [x]",
            "!!str x",
            "!local x",
            "!!map {}",
            "!!binary aGk=",
            "! x",
            "!<tag:yaml.org,2002:int> 1")) {
      assertThat(refused("a: " + tag)).as(tag).contains("has the type tag");
    }
  }

  @Test
  void names_manyToChooseFrom_giveAShortMessage() {
    String slis =
        IntStream.range(0, 2_000)
            .mapToObj(
                i -> "- {apiVersion: openslo/v1, kind: Service, metadata: {name: s" + i + "}}")
            .collect(Collectors.joining("\n"));
    assertThat(OpenSlo.read(OpenSlo.Mode.STRICT, Map.of("s", slis)).objects()).hasSize(2_000);
  }

  private static void readOrRefuse(String text) {
    try {
      Documents.read(text);
    } catch (OpenSloException e) {
      assertThat(e.errors()).isNotEmpty();
    }
  }

  private static OpenSloException thrownBy(String text) {
    return catchThrowableOfType(OpenSloException.class, () -> Documents.read(text));
  }

  private static String refused(String text) {
    OpenSloException e =
        Assertions.assertTimeoutPreemptively(SOON, () -> thrownBy(text), "took too long");
    assertThat(e).as("was read").isNotNull();
    return e.errors().get(0).toString();
  }
}
