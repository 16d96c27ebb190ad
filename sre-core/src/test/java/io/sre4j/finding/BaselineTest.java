package io.sre4j.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sre4j.slo.InvalidDefinitionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaselineTest {
  private static final Finding ORDERS = finding("SRE-001", "GET /orders/{id}");
  private static final Finding HTTP = finding("SRE-002", "http");

  @TempDir private Path directory;

  static Finding finding(String rule, String subject) {
    return new Finding(rule, subject, Level.HIGH, 30, 30, List.of(), "Mend it.");
  }

  private Path file(String... lines) throws IOException {
    return Files.write(directory.resolve("baseline.txt"), List.of(lines));
  }

  @Test
  void read_whatWasWritten_acceptsTheSame() throws IOException {
    Path file = directory.resolve("findings.txt");
    Finding odd = finding("SRE-001", "  GET\t/a  b\n# \u2028 \u00fc " + "x".repeat(1_000));
    List<Finding> findings = List.of(HTTP, ORDERS, odd, finding("SRE-001", " "));
    Baseline.of(findings).write(file);
    assertThat(Files.readAllLines(file)).hasSize(4).isSorted();
    assertThat(Baseline.read(file).newOf(findings)).isEmpty();
    assertThat(Baseline.read(file).lines()).isEqualTo(Baseline.of(findings).lines());
  }

  @Test
  void read_commentsBlanksAndSpacesForTabs_areUnderstood() throws IOException {
    Path file = file("# known", "", "SRE-002   http  ", "  SRE-001\tGET /orders/{id}");
    assertThat(Baseline.read(file).newOf(List.of(ORDERS, HTTP))).isEmpty();
  }

  @Test
  void newOf_otherRuleOrSubject_isNew() throws IOException {
    Baseline baseline = Baseline.read(file("SRE-001\tGET /orders/{id}"));
    List<Finding> findings =
        List.of(ORDERS, finding("SRE-002", "GET /orders/{id}"), finding("SRE-001", "GET /orders"));
    assertThat(baseline.newOf(findings)).isEqualTo(findings.subList(1, 3));
  }

  @Test
  void obsolete_nothingFoundAnyMore_isTold() throws IOException {
    Baseline baseline = Baseline.read(file("SRE-001\tGET /orders/{id}", "SRE-002\thttp"));
    assertThat(baseline.obsolete(List.of(HTTP))).containsExactly("SRE-001\tGET /orders/{id}");
  }

  @Test
  void read_noFile_acceptsNothing() throws IOException {
    Baseline baseline = Baseline.read(directory.resolve("none.txt"));
    assertThat(baseline.newOf(List.of(ORDERS))).containsExactly(ORDERS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SRE-001", "GET /orders", "sre-001\tx", "SRE-1\tx", "SRE-001x"})
  void read_lineOfNoBaseline_refusedWithItsNumber(String line) throws IOException {
    Path file = file("# one", line);
    assertThatThrownBy(() -> Baseline.read(file))
        .isInstanceOf(InvalidDefinitionException.class)
        .hasMessageContaining("baseline.txt:2 = ")
        .hasMessageContaining("SRE-001<tab>GET /orders");
  }

  @Test
  void read_tooMuch_refused() throws IOException {
    String[] many =
        IntStream.rangeClosed(0, Baseline.MAX_LINES)
            .mapToObj(i -> "SRE-001\t" + i)
            .toArray(String[]::new);
    Path file = file(many);
    assertThatThrownBy(() -> Baseline.read(file)).hasMessageContaining("more than 10000 lines");
    Path wide = file("SRE-001\t" + "x".repeat(500));
    assertThatThrownBy(() -> Baseline.read(wide)).hasMessageContaining("baseline.txt:1");
  }

  @Test
  void read_noText_throwsIoException() throws IOException {
    Path file = Files.write(directory.resolve("bytes"), new byte[] {'S', (byte) 0xff, (byte) 0xfe});
    assertThatThrownBy(() -> Baseline.read(file)).isInstanceOf(IOException.class);
  }
}
