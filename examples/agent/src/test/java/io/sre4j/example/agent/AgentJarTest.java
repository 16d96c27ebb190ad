package io.sre4j.example.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;

/** What is in the extension's jar, and what is not. */
class AgentJarTest {
  private static final Pattern MISSING = Pattern.compile("-> (\\S+\\.\\S+)");
  private static final int JAVA_8 = 52;
  private static final int JAVA_17 = 61;

  private static List<String> names() throws IOException {
    try (JarFile jar = new JarFile(ShopProcess.EXTENSION.toFile())) {
      return jar.stream().filter(entry -> !entry.isDirectory()).map(JarEntry::getName).toList();
    }
  }

  @Test
  void jar_holdsThisLibraryAndItsYamlParserOnly() throws IOException {
    assertThat(names())
        .allMatch(name -> name.startsWith("io/sre4j/") || name.startsWith("META-INF/"))
        .noneMatch(name -> name.matches("io/sre4j/(cli|micrometer|backtest|artifact)/.*"))
        .noneMatch(name -> name.contains("module-info"))
        .contains("io/sre4j/SreEngine.class", "io/sre4j/otel/agent/ServerOperations.class")
        .anyMatch(name -> name.startsWith("io/sre4j/shaded/yaml/"));
  }

  @Test
  void services_areEntryPointsOfTheAgent() throws IOException {
    Map<String, String> services = new TreeMap<>();
    try (JarFile jar = new JarFile(ShopProcess.EXTENSION.toFile())) {
      for (JarEntry entry : jar.stream().toList()) {
        if (entry.getName().startsWith("META-INF/services/") && !entry.isDirectory()) {
          byte[] text = jar.getInputStream(entry).readAllBytes();
          services.put(
              entry.getName().replaceAll(".*[/.]", ""), new String(text, StandardCharsets.UTF_8));
        }
      }
    }
    assertThat(services.keySet())
        .containsExactly(
            "AgentListener",
            "AutoConfigurationCustomizerProvider",
            "ComponentProvider",
            "InstrumenterCustomizerProvider");
    assertThat(services.values())
        .allSatisfy(
            name -> assertThat(names()).contains(name.strip().replace('.', '/') + ".class"));
  }

  @Test
  void classes_areForJava17_andEntryPointsForJava8() throws IOException {
    try (JarFile jar = new JarFile(ShopProcess.EXTENSION.toFile())) {
      for (JarEntry entry : jar.stream().filter(e -> e.getName().endsWith(".class")).toList()) {
        int version = version(jar, entry);
        boolean isEntry = entry.getName().startsWith("io/sre4j/otel/entry/");
        boolean isCode = !entry.getName().endsWith("package-info.class");
        assertThat(version).as(entry.getName()).isLessThanOrEqualTo(JAVA_17);
        if (isEntry && isCode) {
          assertThat(version).as(entry.getName()).isEqualTo(JAVA_8);
        }
      }
    }
  }

  private static int version(JarFile jar, JarEntry entry) throws IOException {
    try (DataInputStream data = new DataInputStream(jar.getInputStream(entry))) {
      data.readInt();
      data.readUnsignedShort();
      return data.readUnsignedShort();
    }
  }

  @Test
  void classes_missNothingThatTheAgentHasNot() {
    StringWriter missing = new StringWriter();
    ToolProvider.findFirst("jdeps")
        .orElseThrow()
        .run(
            new PrintWriter(missing),
            new PrintWriter(missing),
            "--missing-deps",
            ShopProcess.EXTENSION.toString());
    List<String> targets =
        missing
            .toString()
            .lines()
            .map(MISSING::matcher)
            .filter(Matcher::find)
            .map(line -> line.group(1))
            .toList();
    assertThat(targets)
        .isNotEmpty()
        .allMatch(
            target -> target.startsWith("io.opentelemetry.") || target.startsWith("org.jspecify."));
  }
}
