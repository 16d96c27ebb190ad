package io.sre4j.openslo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The table of messages, {@code messages.txt}: each case is a valid document with an edit, and the
 * messages it gives, letter for letter. {@code !} is an error, {@code ?} a warning.
 */
class MessagesTest {
  private static final Pattern EDIT =
      Pattern.compile("([a-z]+)( strict)?: ?(?:(.*?) =>(?: (.*))?|(.*))");

  /** One case of the table. */
  record Case(String title, OpenSlo.Mode mode, String document, List<String> expected) {
    List<String> actual() {
      List<String> actual = new ArrayList<>();
      try {
        Documents.read(mode, document).warnings().forEach(w -> actual.add("? " + w));
      } catch (OpenSloException e) {
        e.errors().forEach(m -> actual.add("! " + m));
        e.warnings().forEach(w -> actual.add("? " + w));
      }
      return actual;
    }

    List<OpenSlo.Message> messages() {
      try {
        return Documents.read(mode, document).warnings();
      } catch (OpenSloException e) {
        return Stream.concat(e.errors().stream(), e.warnings().stream()).toList();
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> document_edited_givesTheMessagesOfTheTable() {
    return cases().stream()
        .map(c ->
            DynamicTest.dynamicTest(
                c.title, () -> assertThat(c.actual()).as(c.document).isEqualTo(c.expected)));
  }

  @Test
  void table_ofInvalidDocuments_isLongAndHasNoEmptyCase() {
    assertThat(cases()).allSatisfy(c -> assertThat(c.expected).as(c.title).isNotEmpty());
    assertThat(cases().stream().filter(c -> c.expected.get(0).startsWith("!")))
        .hasSizeGreaterThan(100);
  }

  @Test
  void messages_all_nameTheFileTheRuleAndARemedy() {
    assertThat(cases().stream().flatMap(c -> c.messages().stream()))
        .allSatisfy(message -> {
          assertThat(message.file()).isEqualTo("f.yaml");
          assertThat(message.code()).matches("[a-z_]+");
          assertThat(message.problem()).isNotBlank();
          assertThat(message.remedy()).isNotBlank();
        });
  }

  /** Every code that the table shows. */
  static TreeSet<String> codes() {
    TreeSet<String> codes = new TreeSet<>();
    cases().forEach(c -> c.messages().forEach(message -> codes.add(message.code())));
    return codes;
  }

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    List<String> edits = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    String title = "";
    for (String line : (Documents.resource("messages.txt") + "\n# end").split("\n", -1)) {
      if (line.startsWith("# ")) {
        if (!edits.isEmpty()) {
          cases.add(read(title, edits, expected));
        }
        title = line.substring(2);
        edits.clear();
        expected.clear();
      } else if (line.startsWith("! ") || line.startsWith("? ")) {
        expected.add(line);
      } else if (!line.isEmpty()) {
        edits.add(line);
      }
    }
    return cases;
  }

  private static Case read(String title, List<String> edits, List<String> expected) {
    String document = "";
    OpenSlo.Mode mode = OpenSlo.Mode.LENIENT;
    for (String line : edits) {
      Matcher edit = EDIT.matcher(line);
      assertThat(edit.matches()).as(line).isTrue();
      mode = edit.group(2) == null ? mode : OpenSlo.Mode.STRICT;
      if (edit.group(1).equals("text")) {
        document = unescape(edit.group(3) == null ? edit.group(5) : line.substring(6));
        continue;
      }
      document = document.isEmpty() ? Documents.text(edit.group(1)) : document;
      String old = unescape(edit.group(3));
      assertThat(document).as(title).contains(old);
      String replacement = edit.group(4) == null ? "" : unescape(edit.group(4));
      int at = document.indexOf(old);
      document = document.substring(0, at) + replacement + document.substring(at + old.length());
    }
    return new Case(title, mode, document, List.copyOf(expected));
  }

  private static String unescape(String text) {
    return text.replace("\\n", "\n")
        .replace("\\t", "\t")
        .replace("\\x07", "\u0007")
        .replace("@1051@", "x".repeat(1_051));
  }

  @Test
  void document_unedited_isValidInBothModes() {
    for (String name : Documents.NAMES) {
      for (OpenSlo.Mode mode : OpenSlo.Mode.values()) {
        assertThat(Documents.read(mode, Documents.text(name)).warnings()).as(name).isEmpty();
      }
    }
  }

  @Test
  void errors_severalInAFile_areReportedAtOnceInTheOrderOfTheFile() {
    String text =
        Documents.text("slo")
            .replace("kind: SLO", "kind: SLO\nspek: 1")
            .replace("30d", "30x")
            .replace("0.999", "1.5");
    assertThat(new Case("", OpenSlo.Mode.LENIENT, text, List.of()).messages())
        .extracting(OpenSlo.Message::line, OpenSlo.Message::path)
        .containsExactly(
            tuple(3, "spek"),
            tuple(15, "spec.timeWindow[0].duration"),
            tuple(27, "spec.objectives[0].target"));
  }
}
